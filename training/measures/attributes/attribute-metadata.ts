/** What the attribute network says of itself: `attributes.json`, written when it was trained. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const saidSchema = v.object({
  protocol: v.string(),
  sha256: v.string(),
  heldOut: v.string(),
  attributes: v.array(
    v.object({
      name: v.string(),
      score: v.object({
        measure: v.picklist(['r2', 'accuracy']),
        value: v.number(),
        frequent: v.optional(v.number()),
        error: v.optional(v.number()),
      }),
    }),
  ),
});
export type AttributeMetadata = v.InferOutput<typeof saidSchema>;

export async function readAttributeMetadata(): Promise<AttributeMetadata> {
  return v.parse(
    saidSchema,
    JSON.parse(await readFile(join(import.meta.dirname, 'attributes.json'), 'utf8')),
  );
}
