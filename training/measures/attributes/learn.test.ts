import { describe, expect, it } from 'vitest';
import { philox } from '../../../latent/seed/philox.ts';
import { toPlanar } from '../../../picture/planar.ts';
import { openAugment } from './augment.ts';
import { learn, scalesOf } from './learn.ts';
import { attributeFile, INPUT_SIDE } from './network.ts';
import { attributeIndex, LEARNED_ATTRIBUTES, mirrorTargets, targetsOf } from './predicted-attributes.ts';
import { openAttributePredictor } from './predictor.ts';
import { randomWeights } from './start-weights.ts';

const COUNT = 96;
const plain = {
  gender: 0.2,
  age: 30,
  ethnicity: { african: 0, asian: 0, caucasian: 1 },
  smile: 0.5,
  mouth_open: 0,
  eyes_open: 1,
  glasses: 'none',
  beard: 'none',
  hair: 'long01',
  hair_rgb: [100, 80, 60],
  skin_rgb: [200, 160, 140],
  yaw: 0,
  pitch: 0,
  roll: 0,
  light_azimuth: 0,
  background_rgb: [100, 100, 100],
};
/** Pictures of one brightness, which is their age, on a left or right half, which is their turn. */
function share(i: number): number {
  return philox(i, 0, 0, 0, 0, 0)[0] / 2 ** 32;
}
const labels = Array.from({ length: COUNT }, (_, i) => ({
  ...plain,
  age: 20 + 50 * share(i),
  yaw: i % 2 === 0 ? -20 : 20,
}));
function picture(i: number): Uint8Array {
  const bytes = new Uint8Array(3 * INPUT_SIDE * INPUT_SIDE);
  const brightness = 50 + 200 * share(i);
  const half = (3 * INPUT_SIDE) / 2;
  for (let start = i % 2 === 1 ? half : 0; start < bytes.length; start += 2 * half) {
    bytes.fill(brightness, start, start + half);
  }
  return bytes;
}

describe('learning', () => {
  it('writes a network that predicts the labels of pictures in the units of the labels', async () => {
    const targets = labels.map((label, i) => targetsOf(label, `picture ${i}`));
    const scales = scalesOf(targets);
    const losses: number[] = [];
    const weights = await learn({
      count: COUNT,
      epochs: 8,
      batch: 16,
      threads: 1,
      seed: 1,
      rate: 1.5e-3,
      from: randomWeights(1),
      pixels: async (i) => picture(i),
      targets,
      scales,
      tell: (_step, _steps, loss) => losses.push(loss),
    });
    expect(losses.length).toBeGreaterThan(0);
    const predictor = await openAttributePredictor(attributeFile(weights, scales), LEARNED_ATTRIBUTES.length);
    const shown = [4, 5, 6, 7];
    const images = new Float32Array(shown.length * 3 * INPUT_SIDE * INPUT_SIDE);
    shown.forEach((i, at) => {
      const size = 3 * INPUT_SIDE * INPUT_SIDE;
      toPlanar(picture(i), INPUT_SIDE, { channels: 3 }, images.subarray(at * size, (at + 1) * size));
    });
    const { attributes } = await predictor.predict(images, INPUT_SIDE);
    await predictor.release();
    shown.forEach((i, at) => {
      const read = (name: string): number =>
        attributes[at * LEARNED_ATTRIBUTES.length + attributeIndex(name)] ?? Number.NaN;
      // Half of the ages' deviation of 14 years, and the right half of the picture.
      expect(Math.abs(read('age') - (labels[i]?.age ?? 0))).toBeLessThan(7);
      expect(Math.sign(read('turn'))).toBe(Math.sign(labels[i]?.yaw ?? 0));
    });
  });
});

describe('a training example', () => {
  it('has no hair colour where the head is bald, and mirrors the pose with the picture', () => {
    const bald = mirrorTargets(
      targetsOf({ ...plain, hair: 'bald', yaw: 20, light_azimuth: -50 }, 'picture 0'),
    );
    expect(bald[attributeIndex('hair colour')]).toBeUndefined();
    expect(bald[attributeIndex('hair length')]).toBe(0);
    expect(bald[attributeIndex('turn')]).toBe(-20);
    expect(bald[attributeIndex('light')]).toBe(50);
    expect(bald[attributeIndex('age')]).toBe(30);
  });

  it("with labels that are not a portrait's is refused, naming the field", () => {
    expect(() => targetsOf({ ...plain, glasses: 'monocle' }, 'x.png')).toThrow(
      /the labels of x.png: glasses: .*monocle/,
    );
    expect(() => targetsOf({ ...plain, gender: 2 }, 'x.png')).toThrow('gender is 2, expected 0 … 1');
    expect(() => attributeIndex('nose')).toThrow('no attribute nose; there are smile, mouth open');
  });

  it('is the portrait, mirrored where asked, apart from shift, blur and noise', () => {
    const augment = openAugment(1);
    const out = new Float32Array(3 * INPUT_SIDE * INPUT_SIDE);
    const brightRight = picture(1);
    function halves(): number[] {
      const sums = [0, 0];
      out.forEach((value, i) => {
        const side = i % INPUT_SIDE < INPUT_SIDE / 2 ? 0 : 1;
        sums[side] = (sums[side] ?? 0) + value;
      });
      return sums;
    }
    for (let n = 0; n < 20; n++) {
      let drawn = 0;
      const chance = (): number => philox(n, 7, drawn++, 0, 0, 0)[0] / 2 ** 32;
      augment(brightRight, n % 2 === 1, chance, out);
      const [left = 0, right = 0] = halves();
      expect(right > left).toBe(n % 2 === 0);
    }
  });
});
