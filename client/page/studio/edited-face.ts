/**
 * A face that is being worked on: z = scale · base + Σ amountᵢ · directionᵢ, kept apart so that every slider can be
 * taken back. As long as the base is that of a seed and the scale is 1, the face is that seed with edits and has
 * a short code; after that it is a latent vector of its own.
 */
import { moveAlong } from '../../../latent/directions.ts';
import { type Face, latentFace, latentFromFace, MAX_EDITS, seedFace } from '../../../latent/face.ts';
import type { LoadedModel } from '../loaded-model.ts';

export type EditedFace = {
  /** The seed that gave the base; null where none did. */
  readonly seed: number | null;
  /** f32 [latentSize] */
  readonly base: Float32Array;
  /** How far from the average face: 1 is as the base is. */
  readonly scale: number;
  /** One for each direction of the model. */
  readonly amounts: readonly number[];
};

/** The draft that begins with a face. */
export function editFace(face: Face, model: LoadedModel): EditedFace {
  const amounts = model.directions.map(() => 0);
  if (face.kind === 'latent') {
    return { seed: null, base: latentFromFace(face, model), scale: 1, amounts };
  }
  for (const { direction, amount } of face.edits) {
    amounts[direction] = amount;
  }
  return { seed: face.seed, base: latentFromFace({ ...face, edits: [] }, model), scale: 1, amounts };
}

/** @returns z: a new f32 [latentSize] */
export function latentOf({ base, scale, amounts }: EditedFace, { directions }: LoadedModel): Float32Array {
  return amounts.reduce(
    (z, amount, i) => (amount === 0 ? z : moveAlong(z, directions[i] ?? z, amount)),
    base.map((value) => scale * value),
  );
}

/** The face that the draft has come to, on the grid of share codes. */
export function faceOf(draft: EditedFace, model: LoadedModel): Face {
  const edits = draft.amounts.flatMap((amount, direction) => (amount === 0 ? [] : [{ direction, amount }]));
  if (draft.seed !== null && draft.scale === 1 && edits.length <= MAX_EDITS) {
    return seedFace(model.tag, draft.seed, edits);
  }
  return latentFace(model.tag, latentOf(draft, model));
}

/** The draft with z as it says, and the sliders where they are: the base takes the difference. */
export function withLatent(draft: EditedFace, z: Float32Array, model: LoadedModel): EditedFace {
  const base = draft.amounts.reduce(
    (rest, amount, i) => (amount === 0 ? rest : moveAlong(rest, model.directions[i] ?? rest, -amount)),
    z,
  );
  return { seed: null, base, scale: 1, amounts: draft.amounts };
}

/** The draft with one number of z set. */
export function withDimension(
  draft: EditedFace,
  index: number,
  value: number,
  model: LoadedModel,
): EditedFace {
  const z = latentOf(draft, model);
  z[index] = value;
  return withLatent(draft, z, model);
}

/** The draft with one slider moved. */
export function withAmount(draft: EditedFace, direction: number, amount: number): EditedFace {
  return { ...draft, amounts: draft.amounts.map((old, i) => (i === direction ? amount : old)) };
}
