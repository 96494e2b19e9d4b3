/**
 * How well a small network, trained anew, tells portraits from faces: its accuracy on pictures that it did not learn from
 * (the classifier two-sample test of Lopez-Paz & Oquab, 2017). 0.5 is a coin's odds, 1 is always right. Other measures
 * compare what a fixed network sees; this one finds whatever difference there is, if it is easy to find. The network gets the
 * details of a picture beside it, since it would take long to learn to look at them.
 */
import { philox } from '../../../latent/seed/philox.ts';
import { resizeByInteger } from '../resize-by-integer.ts';
import { CLASSIFIER_BATCH, openClassifier, trainClassifier } from './classifier.ts';

/** Pictures are brought to this side. */
export const COMPARED_SIDE = 128;
/** The numbers of such a picture. */
export const COMPARED_SIZE = 3 * COMPARED_SIDE * COMPARED_SIDE;
/** How often it sees each picture, and the steps that few pictures get at least. */
const EPOCHS = 4;
const LEAST_STEPS = 60;
/** Details, the differences of pixels and the mean of their neighbours, are small beside the pixels. */
const DETAIL_GAIN = 4;
/** One in this number of pictures is kept for the test. */
const TESTED_ONE_IN = 4;

/** Pictures as bytes, u8 [n, 3, 128, 128], of f32 [n, 3, side, side] in [−1, 1]. */
export function comparedPictures(images: Float32Array, side: number): Uint8ClampedArray {
  const resized = resizeByInteger(images, side, COMPARED_SIDE);
  // A loop: `Uint8ClampedArray.from` with a function takes some ten times as long.
  const bytes = new Uint8ClampedArray(resized.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = 127.5 * (resized[i] as number) + 127.5;
  }
  return bytes;
}

/** A byte as a number in [−1, 1], and a detail as its network takes it, by four times its size from −1020 on: no divisions. */
const VALUES = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1);
const LARGEST_DETAIL = 4 * 255;
const DETAILS = Float32Array.from(
  { length: 2 * LARGEST_DETAIL + 1 },
  (_, i) => (DETAIL_GAIN * (i - LARGEST_DETAIL)) / 4 / 127.5,
);

/** Writes a picture, u8 [3, side, side], and its details into f32 [6, side, side]. */
function withDetails(bytes: Uint8ClampedArray, side: number, mirrored: boolean, out: Float32Array): void {
  const last = side - 1;
  for (let row = 0; row < bytes.length; row += side) {
    const y = (row / side) % side;
    // Beyond an edge a pixel has itself as its neighbour.
    const above = y > 0 ? row - side : row;
    const below = y < last ? row + side : row;
    let left = bytes[row] as number;
    let own = left;
    for (let x = 0; x < side; x++) {
      const right = x < last ? (bytes[row + x + 1] as number) : own;
      const sum = left + right + (bytes[above + x] as number) + (bytes[below + x] as number);
      const to = row + (mirrored ? last - x : x);
      out[to] = VALUES[own] as number;
      out[bytes.length + to] = DETAILS[LARGEST_DETAIL + 4 * own - sum] as number;
      left = own;
      own = right;
    }
  }
}

/**
 * @param portraits u8 [n, 3, side, side], the last quarter of which is not learned from
 * @param faces likewise, as many
 * @param options `side` is 8, 16, 32, 64 or 128
 * @returns the accuracy on the last quarters, from 0 to 1
 * @throws RangeError where there are not as many faces as portraits
 */
export async function tellApart(
  portraits: Uint8ClampedArray,
  faces: Uint8ClampedArray,
  { side, seed }: { side: number; seed: number },
): Promise<number> {
  const bytes = 3 * side * side;
  if (portraits.length !== faces.length) {
    throw new RangeError(
      `tellApart: ${portraits.length / bytes} portraits and ${faces.length / bytes} faces; as many of both are needed`,
    );
  }
  const count = portraits.length / bytes;
  const trained = count - Math.floor(count / TESTED_ONE_IN);
  const steps = Math.max(LEAST_STEPS, Math.ceil((EPOCHS * 2 * trained) / CLASSIFIER_BATCH));
  const pictureShape = { channels: 6, side };
  const size = 2 * bytes;
  function write(pictures: Uint8ClampedArray, index: number, mirrored: boolean, out: Float32Array): void {
    withDetails(pictures.subarray(index * bytes, (index + 1) * bytes), side, mirrored, out);
  }
  const weights = await trainClassifier(pictureShape, {
    seed,
    steps,
    async examples(step) {
      const pictures = new Float32Array(CLASSIFIER_BATCH * size);
      const kinds = new Float32Array(CLASSIFIER_BATCH);
      for (let i = 0; i < CLASSIFIER_BATCH; i++) {
        const [chosen, flipped] = philox(seed, 0, step, i, 0, 5);
        const out = pictures.subarray(i * size, (i + 1) * size);
        write(i % 2 === 0 ? portraits : faces, (chosen ?? 0) % trained, (flipped ?? 0) % 2 === 1, out);
        kinds[i] = i % 2;
      }
      return { pictures, kinds };
    },
  });
  const classifier = await openClassifier(pictureShape, weights);
  let right = 0;
  for (const [kind, of] of [portraits, faces].entries()) {
    for (let i = trained; i < count; i += CLASSIFIER_BATCH) {
      const shown = new Float32Array(Math.min(CLASSIFIER_BATCH, count - i) * size);
      for (let k = 0; k * size < shown.length; k++) {
        write(of, i + k, false, shown.subarray(k * size, (k + 1) * size));
      }
      const logits = await classifier.logits(shown);
      right += logits.filter((logit) => logit > 0 === (kind === 1)).length;
    }
  }
  await classifier.release();
  return right / (2 * (count - trained));
}
