/** A reference as a file in the cache: what is measured of real portraits, and the networks that learned from them. */
import { Matrix } from 'ml-matrix';
import { exists } from '../../files/read-optional.ts';
import { readSafetensors, writeSafetensors } from '../../files/safetensors.ts';
import type { Values } from '../../graph/tensor.ts';
import { FEATURES } from '../measures/attributes/network.ts';
import type { DamageReader } from '../measures/damage/damaged-parts.ts';
import { type Moments, momentsOf } from '../measures/distributions/frechet.ts';
import type { FaceDetails } from './face-details.ts';
import type { RealFeatures } from './face-stream.ts';

/** What is stored of a reference: all but pictures, which are read from the data again. */
export type StoredReference = {
  readonly real: RealFeatures;
  /** The share of real portraits in which the detector finds a face. */
  readonly found: number;
  /** The same portraits close up, where the protocol has that. */
  readonly closeUp: { readonly details: FaceDetails; readonly damage: DamageReader | undefined } | undefined;
  /** The measures of other real portraits. */
  readonly values: Readonly<Record<string, number>>;
};

/** @returns undefined where there is no such file */
export async function readReference(path: string, isCloseUp: boolean): Promise<StoredReference | undefined> {
  if (!(await exists(path))) {
    return undefined;
  }
  const { tensors, metadata } = await readSafetensors(path);
  const features = tensors.features?.data ?? new Float32Array();
  const { found, values, detail, thresholds } = JSON.parse(metadata.reference ?? '{}');
  const patches = Object.entries(tensors).flatMap(([level, { data }]) =>
    level.startsWith('patches') ? [{ side: Number(level.slice('patches'.length)), patches: data }] : [],
  );
  const radii = Float64Array.from(tensors.radii?.data ?? []);
  const real = { features, patches, radii, moments: momentsOf(features, FEATURES) };
  const closeUp = isCloseUp
    ? {
        details: storedDetails(tensors, detail),
        damage: thresholds && storedDamage(tensors, thresholds),
      }
    : undefined;
  return { real, found, values, closeUp };
}

export async function writeReference(
  path: string,
  samples: number,
  { real, found, values, closeUp }: StoredReference,
): Promise<void> {
  const levels = real.patches.map(({ side, patches }) => [
    `patches${side}`,
    { shape: [patches.length], data: patches },
  ]);
  await writeSafetensors(path, {
    metadata: {
      reference: JSON.stringify({
        found,
        values,
        detail: closeUp?.details.detail,
        thresholds: closeUp?.damage?.thresholds,
      }),
    },
    tensors: {
      features: { shape: [samples, FEATURES], data: real.features },
      radii: { shape: [samples], data: Float32Array.from(real.radii) },
      ...Object.fromEntries(levels),
      ...(closeUp && detailTensors(closeUp.details)),
      ...(closeUp?.damage && damageTensors(closeUp.damage)),
    },
  });
}

/** Details as they are after the cache, so that the first evaluation has the same values as later ones. */
export function asStored(details: FaceDetails): FaceDetails {
  return storedDetails(detailTensors(details), details.detail);
}

function vector(data: ArrayLike<number>): Values[string] {
  return { shape: [data.length], data: Float32Array.from(data) };
}

/** What a cache stores of portraits close up. */
function detailTensors({ eyes, mouth }: FaceDetails): Values {
  return {
    'eyes.mean': vector(eyes.mean),
    'eyes.covariance': vector(eyes.covariance.to1DArray()),
    'mouth.mean': vector(mouth.mean),
    'mouth.covariance': vector(mouth.covariance.to1DArray()),
  };
}

function storedDetails(tensors: Values, detail: number): FaceDetails {
  const values = (name: string): number[] => Array.from(tensors[name]?.data ?? []);
  const moments = (part: string): Moments => ({
    mean: Float64Array.from(values(`${part}.mean`)),
    covariance: Matrix.from1DArray(FEATURES, FEATURES, values(`${part}.covariance`)),
  });
  return { eyes: moments('eyes'), mouth: moments('mouth'), detail };
}

/** What a cache stores of the networks that look for damage. */
function damageTensors({ eyes, mouth }: DamageReader): Values {
  return Object.fromEntries(
    Object.entries({ eyes, mouth }).flatMap(([part, weights]) =>
      Object.entries(weights).map(([name, value]) => [`damage.${part}.${name}`, value]),
    ),
  );
}

function storedDamage(tensors: Values, thresholds: DamageReader['thresholds']): DamageReader {
  const weights = (part: string): Values =>
    Object.fromEntries(
      Object.entries(tensors).flatMap(([name, value]) => {
        const prefix = `damage.${part}.`;
        return name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [];
      }),
    );
  return { eyes: weights('eyes'), mouth: weights('mouth'), thresholds };
}
