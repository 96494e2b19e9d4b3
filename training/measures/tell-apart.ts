/**
 * How well a small network, trained anew, tells portraits from faces: its accuracy on pictures that it did not learn from
 * (the classifier two-sample test of Lopez-Paz & Oquab, 2017). 0.5 is a coin's odds, 1 is always right. Other measures
 * compare what a fixed network sees; this one finds whatever difference there is, if it is easy to find. The network gets the
 * details of a picture beside it, since it would take long to learn to look at them.
 */
import { philox } from '../../latent/philox.ts';
import { CLASSIFIER_BATCH, openClassifier, trainClassifier } from './classifier.ts';
import { resizeByInteger } from './resize-by-integer.ts';

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
  return Uint8ClampedArray.from(
    resizeByInteger(images, side, COMPARED_SIDE),
    (value) => 127.5 * value + 127.5,
  );
}

/**
 * @param portraits u8 [n, 3, 128, 128], the last quarter of which is not learned from
 * @param faces likewise, as many
 * @returns the accuracy on the last quarters, from 0 to 1
 * @throws RangeError where there are not as many faces as portraits
 */
export async function tellApart(
  portraits: Uint8ClampedArray,
  faces: Uint8ClampedArray,
  { seed }: { seed: number },
): Promise<number> {
  if (portraits.length !== faces.length) {
    throw new RangeError(
      `tellApart: ${portraits.length / COMPARED_SIZE} portraits and ${faces.length / COMPARED_SIZE} faces; as many of both are needed`,
    );
  }
  const count = portraits.length / COMPARED_SIZE;
  const trained = count - Math.floor(count / TESTED_ONE_IN);
  const steps = Math.max(LEAST_STEPS, Math.ceil((EPOCHS * 2 * trained) / CLASSIFIER_BATCH));
  const pictureShape = { channels: 6, side: COMPARED_SIDE };
  const size = 2 * COMPARED_SIZE;

  /** A picture and its details, f32 [6, 128, 128]. */
  function picture(of: Uint8ClampedArray, index: number, mirrored: boolean, out: Float32Array): void {
    const bytes = of.subarray(index * COMPARED_SIZE, (index + 1) * COMPARED_SIZE);
    const last = COMPARED_SIDE - 1;
    for (let i = 0; i < COMPARED_SIZE; i++) {
      const x = i % COMPARED_SIDE;
      const y = Math.floor(i / COMPARED_SIDE) % COMPARED_SIDE;
      const own = bytes[i] as number;
      const left = x > 0 ? (bytes[i - 1] as number) : own;
      const right = x < last ? (bytes[i + 1] as number) : own;
      const above = y > 0 ? (bytes[i - COMPARED_SIDE] as number) : own;
      const below = y < last ? (bytes[i + COMPARED_SIDE] as number) : own;
      const to = mirrored ? i - x + last - x : i;
      out[to] = own / 127.5 - 1;
      out[COMPARED_SIZE + to] = (DETAIL_GAIN * (own - (left + right + above + below) / 4)) / 127.5;
    }
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
        picture(i % 2 === 0 ? portraits : faces, (chosen ?? 0) % trained, (flipped ?? 0) % 2 === 1, out);
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
        picture(of, i + k, false, shown.subarray(k * size, (k + 1) * size));
      }
      const logits = await classifier.logits(shown);
      right += logits.filter((logit) => logit > 0 === (kind === 1)).length;
    }
  }
  await classifier.release();
  return right / (2 * (count - trained));
}
