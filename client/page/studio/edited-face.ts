/**
 * A face while it is edited: z = scaled base + Σ amountᵢ · directionᵢ, in these parts, so that every slider can be moved
 * back. While the base is that of a seed and the scale is 1, the face is the seed with edits, which has a short share code;
 * otherwise it is a latent vector. For a conditional model z and the base have y at their end, and the scale is that of z alone.
 */
import { inputOfClass, noiseSize } from '../../../latent/condition/condition.ts';
import { moveAlong } from '../../../latent/directions.ts';
import { type Face, latentFace, latentFromFace, MAX_EDITS, seedFace } from '../../../latent/face.ts';
import { slerp } from '../../../latent/interpolation.ts';
import type { PageModel } from '../models/page-model.ts';

export type FaceParts = {
  /** The seed that the base comes from, or null. */
  readonly seed: number | null;
  /** The index of the class that was chosen for the seed, in a conditional model. */
  readonly ofClass?: number | undefined;
  /** f32 [latentSize] */
  readonly base: Float32Array;
  /** The distance from the typical face, relative to that of the base; above 1, the factor by which the base is lengthened. */
  readonly scale: number;
  /** One for each direction of the model, in units of the direction. */
  readonly amounts: readonly number[];
};

export type EditedFace = FaceParts & {
  /** The face before its first edit; null where it has not been edited. */
  readonly original: FaceParts | null;
  /** The faces from which it came by variations, the first one first. */
  readonly ancestors: readonly FaceParts[];
};

/** Ancestors before these are forgotten. */
export const MAX_ANCESTORS = 12;

/** A face before its first edit. */
export function editFace(face: Face, model: PageModel): EditedFace {
  const amounts = model.directions.map(() => 0);
  const first = { scale: 1, amounts, original: null, ancestors: [] };
  if (face.kind === 'latent') {
    return { ...first, seed: null, base: latentFromFace(face, model) };
  }
  for (const { direction, amount } of face.edits) {
    amounts[direction] = amount;
  }
  const base = latentFromFace({ ...face, edits: [] }, model);
  return { ...first, seed: face.seed, ofClass: face.class, base };
}

/** What the face is compared with, and can be brought back to. */
export function originalOf(edited: EditedFace): FaceParts {
  return edited.original ?? partsOf(edited);
}

/** Whether two faces have the same parts, and as many ancestors. */
export function isSameFace(one: EditedFace, other: EditedFace): boolean {
  const isSame = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
    a.length === b.length && Array.from(a).every((value, i) => value === b[i]);
  return (
    one.seed === other.seed &&
    one.ofClass === other.ofClass &&
    one.scale === other.scale &&
    one.ancestors.length === other.ancestors.length &&
    isSame(one.amounts, other.amounts) &&
    isSame(one.base, other.base)
  );
}

function partsOf({ seed, ofClass, base, scale, amounts }: FaceParts): FaceParts {
  return { seed, ofClass, base, scale, amounts };
}

/** @returns z: a new f32 [latentSize] */
export function latentOf({ base, scale, amounts }: FaceParts, model: PageModel): Float32Array {
  return amounts.reduce(
    (z, amount, i) => (amount === 0 ? z : moveAlong(z, model.directions[i] ?? z, amount)),
    scaled(base, scale, model),
  );
}

/**
 * The base, moved towards the typical face along the arc between the two: generators are trained on vectors of about one length, and the
 * straight line through zero leads to vectors that are no face's. A model without a typical face has only that line.
 */
function scaled(base: Float32Array, scale: number, model: PageModel): Float32Array {
  const { typical } = model;
  const size = noiseSize(model);
  const z = base.subarray(0, size);
  const changed = base.slice();
  changed.set(
    typical !== null && scale < 1
      ? slerp(typical.subarray(0, size), z, scale)
      : z.map((value) => scale * value),
  );
  return changed;
}

/** The face as share codes hold it. */
export function faceOf(edited: FaceParts, model: PageModel): Face {
  const edits = edited.amounts.flatMap((amount, direction) => (amount === 0 ? [] : [{ direction, amount }]));
  if (edited.seed !== null && edited.scale === 1 && edits.length <= MAX_EDITS) {
    return seedFace(model.tag, edited.seed, edits, edited.ofClass);
  }
  return latentFace(model.tag, latentOf(edited, model));
}

/** With another z. The sliders stay where they are, and the base changes. */
export function withLatent(edited: EditedFace, z: Float32Array, model: PageModel): EditedFace {
  const base = edited.amounts.reduce(
    (rest, amount, i) => (amount === 0 ? rest : moveAlong(rest, model.directions[i] ?? rest, -amount)),
    z,
  );
  return edit(edited, { seed: null, ofClass: undefined, base, scale: 1 });
}

/** The same z, of another class. The face of a seed stays one, which has a short code. */
export function withClass(edited: EditedFace, ofClass: number, model: PageModel): EditedFace {
  const base = inputOfClass(edited.base, ofClass, model);
  return edit(edited, { ofClass: edited.seed === null ? undefined : ofClass, base });
}

/** A variation of this face, which becomes its last ancestor. The sliders stay where they are. */
export function withVariation(edited: EditedFace, z: Float32Array, model: PageModel): EditedFace {
  const ancestors = [...edited.ancestors, partsOf(edited)].slice(-MAX_ANCESTORS);
  return { ...withLatent(edited, z, model), ancestors };
}

/** The ancestor with that index, with its own ancestors. */
export function withAncestor(edited: EditedFace, index: number): EditedFace {
  return edit(edited, { ...edited.ancestors[index], ancestors: edited.ancestors.slice(0, index) });
}

/** The face before its first edit. */
export function withOriginal(edited: EditedFace): EditedFace {
  return { ...originalOf(edited), original: null, ancestors: [] };
}

/** With another value in one dimension of z. */
export function withDimension(
  edited: EditedFace,
  index: number,
  value: number,
  model: PageModel,
): EditedFace {
  const z = latentOf(edited, model);
  z[index] = value;
  return withLatent(edited, z, model);
}

/** With another amount of one direction. */
export function withAmount(edited: EditedFace, direction: number, amount: number): EditedFace {
  return edit(edited, { amounts: edited.amounts.map((old, i) => (i === direction ? amount : old)) });
}

/** With another distance from the typical face. */
export function withScale(edited: EditedFace, scale: number): EditedFace {
  return edit(edited, { scale });
}

/** With no amount of any direction. */
export function withoutAmounts(edited: EditedFace): EditedFace {
  return edit(edited, { amounts: edited.amounts.map(() => 0) });
}

function edit(edited: EditedFace, change: Partial<EditedFace>): EditedFace {
  return { ...edited, original: originalOf(edited), ...change };
}
