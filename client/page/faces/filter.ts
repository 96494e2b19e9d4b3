/**
 * A filter asks for more or less of some directions. A face that passes it is sampled from the prior, conditioned on its
 * positions along these directions (`conditionedEdits`).
 */
import { conditionedEdits } from '../../../latent/conditioning.ts';
import { directionSlug } from '../../../latent/direction-name.ts';
import type { Edit } from '../../../latent/face.ts';
import { MAX_EDITS } from '../../../latent/face.ts';
import { latentFromSeed } from '../../../latent/seed.ts';
import type { PageModel } from '../page-model.ts';

/** More (1) or less (−1) of one direction, by its index in the manifest. */
export type FilterTerm = { readonly direction: number; readonly sign: 1 | -1 };

/** The position of a filtered face within the range of a direction, from the middle (0) to the end (1). */
const TARGET = 0.75;

/** Parses `smile+.age-` in the address. Directions that the model does not have are left out. */
export function parseFilter(
  parts: readonly string[],
  { manifest }: Pick<PageModel, 'manifest'>,
): FilterTerm[] {
  const terms = (parts[0] ?? '').split('.').flatMap((text): FilterTerm[] => {
    const direction = manifest.directions.findIndex(({ name }) => directionSlug(name) === text.slice(0, -1));
    return direction < 0 ? [] : [{ direction, sign: text.endsWith('-') ? -1 : 1 }];
  });
  return terms.slice(0, MAX_EDITS).sort((a, b) => a.direction - b.direction);
}

/** The parts of the address for a filter; `parseFilter` is the inverse. */
export function formatFilter(
  filter: readonly FilterTerm[],
  { manifest }: Pick<PageModel, 'manifest'>,
): string[] {
  if (filter.length === 0) {
    return [];
  }
  const text = filter.map(({ direction, sign }) => {
    return `${directionSlug(manifest.directions[direction]?.name ?? '')}${sign > 0 ? '+' : '-'}`;
  });
  return [text.join('.')];
}

/** The edits after which the face of `seed` passes the filter. */
export function filterEdits(seed: number, filter: readonly FilterTerm[], model: PageModel): Edit[] {
  const positions = filter.map(({ direction, sign }) => {
    const [low, high] = model.manifest.directions[direction]?.range ?? [0, 0];
    return { direction, position: TARGET * (sign > 0 ? high : low) };
  });
  const z = latentFromSeed(seed, model.latentSize).map((value) => value * model.truncation);
  return conditionedEdits(z, positions, model.directions);
}
