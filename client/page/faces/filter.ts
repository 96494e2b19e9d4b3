/**
 * Faces as they are wanted: a draw from the prior on the condition of what its directions say.
 *
 * For z ~ N(0, ψ²I) and unit vectors v₁ … vₖ, the distribution of z given vᵢ·z = tᵢ is that of z + Σ aᵢvᵢ where
 * the amounts a solve Σⱼ (vᵢ·vⱼ) aⱼ = tᵢ − vᵢ·z: what is orthogonal to the directions stays as it was drawn. So a
 * wanted face is a seed and a few edits, and has the short code of such.
 */
import { directionSlug } from '../../../latent/direction-name.ts';
import type { Edit } from '../../../latent/face.ts';
import { MAX_EDITS } from '../../../latent/face.ts';
import { latentFromSeed } from '../../../latent/seed.ts';
import { dot, solveSymmetric } from '../linear-algebra.ts';
import type { LoadedModel } from '../loaded-model.ts';

/** More or less of one direction. */
export type FilterTerm = { readonly direction: number; readonly sign: 1 | -1 };

/** How far along a direction's believable range a wanted face stands. */
const WANTED = 0.75;

/** `smile+.age-` in the address: the wants of those directions that the model has. */
export function parseFilter(
  parts: readonly string[],
  { manifest }: Pick<LoadedModel, 'manifest'>,
): FilterTerm[] {
  const wants = (parts[0] ?? '').split('.').flatMap((text): FilterTerm[] => {
    const direction = manifest.directions.findIndex(({ name }) => directionSlug(name) === text.slice(0, -1));
    return direction < 0 ? [] : [{ direction, sign: text.endsWith('-') ? -1 : 1 }];
  });
  return wants.slice(0, MAX_EDITS).sort((a, b) => a.direction - b.direction);
}

/** The parts of the address that say those wants. */
export function formatFilter(
  wants: readonly FilterTerm[],
  { manifest }: Pick<LoadedModel, 'manifest'>,
): string[] {
  if (wants.length === 0) {
    return [];
  }
  const text = wants.map(({ direction, sign }) => {
    return `${directionSlug(manifest.directions[direction]?.name ?? '')}${sign > 0 ? '+' : '-'}`;
  });
  return [text.join('.')];
}

/** The edits that make the face of that seed one of the wanted. */
export function conditionedEdits(seed: number, wants: readonly FilterTerm[], model: LoadedModel): Edit[] {
  if (wants.length === 0) {
    return [];
  }
  const z = latentFromSeed(seed, model.latentSize).map((value) => value * model.truncation);
  const rows = wants.map(
    ({ direction }) => model.directions[direction] ?? new Float32Array(model.latentSize),
  );
  const missing = wants.map(({ direction, sign }, i) => {
    const [low, high] = model.manifest.directions[direction]?.range ?? [0, 0];
    return WANTED * (sign > 0 ? high : low) - dot(rows[i] ?? z, z);
  });
  const amounts = solveSymmetric(
    rows.map((a) => rows.map((b) => dot(a, b))),
    missing,
  );
  return wants.map(({ direction }, i) => ({ direction, amount: amounts[i] ?? 0 }));
}
