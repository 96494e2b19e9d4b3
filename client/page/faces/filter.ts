/** A filter asks for more or less of some directions, by the first or the last word of their traits. */
import { avatarFace, avatarModel } from '../../../latent/avatar.ts';
import { MAX_EDITS, type SeedFace, seedFace } from '../../../latent/face.ts';
import { directionSlug } from '../../../latent/traits/direction-name.ts';
import { traitsOf } from '../../../latent/traits/traits.ts';
import type { PageModel } from '../models/page-model.ts';

/** More (1) or less (−1) of one direction, by its index in the manifest. */
export type FilterTerm = { readonly direction: number; readonly sign: 1 | -1 };

/** A direction's name in a filter: the hash of an address holds letters of other scripts only percent-encoded. */
function writtenName(name: string): string {
  return encodeURIComponent(directionSlug(name));
}

/** Parses `smile+.age-` in the address. Directions that the model does not have are left out. */
export function parseFilter(filter: string, { manifest }: Pick<PageModel, 'manifest'>): FilterTerm[] {
  const terms = filter.split('.').flatMap((text): FilterTerm[] => {
    const direction = manifest.directions.findIndex(({ name }) => writtenName(name) === text.slice(0, -1));
    return direction < 0 ? [] : [{ direction, sign: text.endsWith('-') ? -1 : 1 }];
  });
  return terms.slice(0, MAX_EDITS).sort((a, b) => a.direction - b.direction);
}

/** The filter in the address; `parseFilter` is the inverse. */
export function formatFilter(
  filter: readonly FilterTerm[],
  { manifest }: Pick<PageModel, 'manifest'>,
): string {
  const terms = filter.map(({ direction, sign }) => {
    return `${writtenName(manifest.directions[direction]?.name ?? '')}${sign > 0 ? '+' : '-'}`;
  });
  return terms.join('.');
}

/**
 * A face that passes the filter. Without a filter it is that of the seed. With one it is the face of a name with traits, by the rule of avatars,
 * which chooses among many faces and so seldom has to edit one.
 */
export function filteredFace(seed: number, filter: readonly FilterTerm[], model: PageModel): SeedFace {
  const { manifest, directions, tag } = model;
  if (filter.length === 0) {
    return seedFace(tag, seed);
  }
  const known = traitsOf(manifest.directions);
  const wanted = filter.map(({ direction, sign }) => {
    const { name = '', words = new Map() } = known[direction] ?? {};
    return [name, [...words.keys()].at(sign < 0 ? 0 : -1)];
  });
  return avatarFace(String(seed), Object.fromEntries(wanted), avatarModel(manifest, directions));
}
