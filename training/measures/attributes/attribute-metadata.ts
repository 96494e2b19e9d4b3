/** The metadata of the attribute network: `attributes.json`, written when it was trained. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseJson } from '../../parse.ts';

const metadataSchema = v.object({
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
export type AttributeMetadata = v.InferOutput<typeof metadataSchema>;

export async function readAttributeMetadata(): Promise<AttributeMetadata> {
  const path = join(import.meta.dirname, 'attributes.json');
  return parseJson(metadataSchema, await readFile(path, 'utf8'), path);
}
