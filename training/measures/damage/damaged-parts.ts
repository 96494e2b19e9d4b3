/**
 * The share of faces whose eyes do not agree, or whose mouth line is not whole: more so than in 99 of 100 portraits. Two small networks
 * learn what that is from portraits alone (`eye-agreement.ts`, `mouth-line.ts`), and portraits that they did not learn from give the thresholds.
 */
import type { Values } from '../../../graph/tensor.ts';
import type { FaceParts } from '../face-parts.ts';
import { eyeDisagreement, learnEyeAgreement } from './eye-agreement.ts';
import { learnMouthLine, mouthDamage } from './mouth-line.ts';

/** How often a network sees each portrait, and the steps that few portraits get at least. */
const EPOCHS = 64;
const BATCH = 32;
const LEAST_STEPS = 60;
/** The share of portraits within the thresholds. */
const USUAL = 0.99;

/** The parts of some faces. */
export type PartSample = { readonly parts: FaceParts; readonly count: number };

/** How damaged the parts of each face are, f32 [count]. */
export type Damage = { readonly eyes: Float32Array; readonly mouth: Float32Array };

export type DamageReader = {
  /** The weights of the networks that find damage. */
  readonly eyes: Values;
  readonly mouth: Values;
  readonly thresholds: { readonly eyes: number; readonly mouth: number };
};

export async function damageOf(
  { eyes, mouth }: Pick<DamageReader, 'eyes' | 'mouth'>,
  { parts, count }: PartSample,
): Promise<Damage> {
  return {
    eyes: await eyeDisagreement(eyes, parts, count),
    mouth: await mouthDamage(mouth, parts, count),
  };
}

/** The least of the values that a share of them does not exceed. */
function quantile(values: Float32Array, share: number): number {
  return Float32Array.from(values).sort()[Math.ceil(share * values.length) - 1] ?? Number.POSITIVE_INFINITY;
}

/**
 * @param learned portraits to learn from
 * @param usual other portraits, for the thresholds
 * @param epochs how often a network sees each portrait
 */
export async function learnDamage(
  learned: PartSample,
  usual: PartSample,
  seed: number,
  epochs = EPOCHS,
): Promise<DamageReader> {
  const steps = Math.max(LEAST_STEPS, Math.ceil((epochs * learned.count) / BATCH));
  const eyes = await learnEyeAgreement(learned.parts, learned.count, { steps, seed });
  const mouth = await learnMouthLine(learned.parts, learned.count, { steps, seed });
  const found = await damageOf({ eyes, mouth }, usual);
  return {
    eyes,
    mouth,
    thresholds: { eyes: quantile(found.eyes, USUAL), mouth: quantile(found.mouth, USUAL) },
  };
}

/** The shares of faces over the threshold of their eyes, of their mouth, and of either. */
export function damageShares(
  { thresholds }: Pick<DamageReader, 'thresholds'>,
  { eyes, mouth }: Damage,
): { readonly eyes: number; readonly mouth: number; readonly either: number } {
  const share = (isOver: (i: number) => boolean): number =>
    eyes.reduce((sum, _, i) => sum + Number(isOver(i)), 0) / eyes.length;
  const inEyes = (i: number): boolean => (eyes[i] ?? 0) > thresholds.eyes;
  const inMouth = (i: number): boolean => (mouth[i] ?? 0) > thresholds.mouth;
  return { eyes: share(inEyes), mouth: share(inMouth), either: share((i) => inEyes(i) || inMouth(i)) };
}
