import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDataLoader } from '../../data/data-loader.ts';
import { openChance } from '../chance.ts';
import { collectParts, type FaceParts, PART_PIXELS, type PartName, partsOf } from '../face-parts.ts';
import { resizeByInteger } from '../resize-by-integer.ts';
import { type DamageReader, damageOf, damageShares, learnDamage, type PartSample } from './damaged-parts.ts';
import { changedEye } from './eye-agreement.ts';
import { damagedMouth } from './mouth-line.ts';
import { LOOKED_AT_SIDE, lookedAt } from './part-warp.ts';

const TIMEOUT = 240_000;
const SIDE = 64;
/** Portraits to learn from, for the thresholds, and to test: all of the sample. */
const LEARNED = 250;
const USUAL = 350;
const TESTED = 400;
/** A quarter of what the protocol takes finds what is damaged as much as here. */
const EPOCHS = 16;
const PART_BYTES = 3 * PART_PIXELS ** 2;

let reader: DamageReader;
let tested: PartSample;

/** The faces `from` … `from + count` − 1. */
function some(parts: FaceParts, from: number, count: number): PartSample {
  const [start, end] = [from * PART_BYTES, (from + count) * PART_BYTES];
  const { leftEye, rightEye, mouth } = parts;
  return {
    parts: {
      leftEye: leftEye.slice(start, end),
      rightEye: rightEye.slice(start, end),
      mouth: mouth.slice(start, end),
    },
    count,
  };
}

/** The tested faces with one part of each replaced, f32 [3, 32, 32]. */
function withPart(name: PartName, change: (part: Float32Array, face: number) => Float32Array): PartSample {
  const { parts, count } = some(tested.parts, 0, TESTED);
  for (let i = 0; i < count; i++) {
    const part = change(lookedAt(partsOf(parts, name, i, i + 1)), i);
    const bytes = resizeByInteger(part, LOOKED_AT_SIDE, PART_PIXELS).map((value) => 127.5 * value + 127.5);
    parts[name].set(bytes, i * PART_BYTES);
  }
  return { parts, count };
}

beforeAll(async () => {
  const count = LEARNED + USUAL + TESTED;
  const { add, parts } = collectParts(count, SIDE);
  const data = join(import.meta.dirname, '../../sample');
  const loader = await openDataLoader(data, { side: SIDE, batch: 50, mirror: false, seed: 1 });
  for (let i = 0; i < count; i += 50) {
    add(await loader.batch(i));
  }
  await loader.close();
  tested = some(parts, LEARNED + USUAL, TESTED);
  reader = await learnDamage(some(parts, 0, LEARNED), some(parts, LEARNED, USUAL), 1, EPOCHS);
}, TIMEOUT);

describe('damaged eyes and mouths', () => {
  // A hundredth of the portraits may be over a threshold; five standard deviations of the difference of two such shares.
  const few = 0.01 + 5 * Math.sqrt(0.01 * 0.99 * (1 / USUAL + 1 / TESTED));

  it('are found in about a hundredth of portraits', async () => {
    const { eyes, mouth, either } = damageShares(reader, await damageOf(reader, tested));
    expect(eyes).toBeLessThan(few);
    expect(mouth).toBeLessThan(few);
    expect(either).toBeGreaterThanOrEqual(Math.max(eyes, mouth));
  });

  it('are found in many faces of which one eye is wide open, large and looks elsewhere', async () => {
    const damaged = withPart('rightEye', (eye) => changedEye(eye, [1, -1, 1, 1]));
    const { eyes, mouth } = damageShares(reader, await damageOf(reader, damaged));
    expect(eyes).toBeGreaterThan(few);
    expect(mouth).toBeLessThan(few);
  });

  it('are found in many faces whose mouth is smeared', async () => {
    const damaged = withPart('mouth', (mouth, i) =>
      damagedMouth(mouth, mouth, openChance(3, 0, i), 'smeared'),
    );
    const { eyes, mouth } = damageShares(reader, await damageOf(reader, damaged));
    expect(mouth).toBeGreaterThan(few);
    expect(eyes).toBeLessThan(few);
  });
});
