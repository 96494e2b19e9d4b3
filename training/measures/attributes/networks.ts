/**
 * The trained attribute networks, each a version with its own file. Values that were measured by different networks cannot be
 * compared, so the networks of published models stay here.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseJson } from '../../read/parse.ts';

/**
 * The number of attributes that each network predicts, the first of LEARNED_ATTRIBUTES. `attributes-1` reads 64×64, and learned
 * from portraits without hats and earrings; the others read 128×128. `attributes-3` learned from rare kinds of gender and hair as often as from frequent ones.
 */
export const NETWORKS = {
  'attributes-1': { attributes: 20 },
  'attributes-2': { attributes: 22 },
  'attributes-3': { attributes: 22 },
} as const;
export type NetworkVersion = keyof typeof NETWORKS;
export const NETWORK_VERSIONS = Object.keys(NETWORKS) as NetworkVersion[];
/** The network that reads the traits of new models; by which their measures are taken, their protocol says (`evaluate/protocol.ts`). */
export const CURRENT_NETWORK = 'attributes-3' satisfies NetworkVersion;

/** `NETWORK.json`, written when it was trained. */
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
export type NetworkMetadata = v.InferOutput<typeof metadataSchema>;

export function readNetwork(version: NetworkVersion): Promise<Uint8Array> {
  return readFile(join(import.meta.dirname, `${version}.onnx`));
}

/** @throws where the file is not of that form */
export async function readNetworkMetadata(version: NetworkVersion): Promise<NetworkMetadata> {
  const path = join(import.meta.dirname, `${version}.json`);
  return parseJson(metadataSchema, await readFile(path, 'utf8'), path);
}
