/** A small network that learns the classes of pictures from their labels, and reads them in others. */
import { crossEntropy, oneHot } from '../../../gan/objective/classes.ts';
import { input } from '../../../graph/tensor.ts';
import { philox } from '../../../latent/seed/philox.ts';
import { CLASSIFIER_BATCH, openClassifier } from './classifier.ts';
import { minimize } from './minimize.ts';
import { smallNetwork } from './small-network.ts';

const RATE = 3e-3;
/** How often it sees each picture, if that is not more or less than these steps. */
const EPOCHS = 6;
const STEPS = { least: 600, most: 3000 } as const;
/** The largest shift of the pictures that it learns from, as a share of their side: faces and digits lie nearly where others do. */
const MOST_SHIFT = 1 / 16;

/** Pictures with the classes that they show. */
export type ClassPictures = {
  /** u8 [n, 3, side, side] */
  readonly pixels: Uint8ClampedArray;
  /** n indices */
  readonly classes: Uint8Array;
  readonly side: number;
};

export type ClassNetwork = {
  /** The class that each picture is read as: u8 [n, 3, side, side] → n indices. */
  read(pixels: Uint8ClampedArray): Promise<Uint8Array>;
  release(): Promise<void>;
};

const CHANNELS = 3;

function toValue(byte: number): number {
  return byte / 127.5 - 1;
}

/** Writes a picture into f32 [3, side, side], moved to the right and down; at the edges its outermost pixels are repeated. */
function writeShifted(
  pixels: Uint8ClampedArray,
  side: number,
  shift: { readonly x: number; readonly y: number; readonly mirrored: boolean },
  out: Float32Array,
): void {
  const within = (at: number): number => Math.min(side - 1, Math.max(0, at));
  for (let c = 0; c < CHANNELS; c++) {
    for (let y = 0; y < side; y++) {
      const row = (c * side + within(y - shift.y)) * side;
      for (let x = 0; x < side; x++) {
        const from = within((shift.mirrored ? side - 1 - x : x) - shift.x);
        out[(c * side + y) * side + x] = toValue(pixels[row + from] ?? 0);
      }
    }
  }
}

/**
 * Learns classes, all of them from equally many pictures however many they have.
 * @param mirror whether a mirrored picture is of the same class
 * @returns the network; the same for the same pictures and seed
 */
export async function learnClasses(
  { pixels, classes, side }: ClassPictures,
  classCount: number,
  { mirror, seed }: { readonly mirror: boolean; readonly seed: number },
): Promise<ClassNetwork> {
  const pictureShape = { channels: CHANNELS, side };
  const size = CHANNELS * side * side;
  const members = Array.from({ length: classCount }, (_, k) =>
    Array.from(classes.keys()).filter((i) => classes[i] === k),
  );
  const { apply, inputs, start } = smallNetwork(pictureShape, classCount);
  const shape = [CLASSIFIER_BATCH, CHANNELS, side, side];
  const labels = input('labels', [CLASSIFIER_BATCH, classCount]);
  const steps = Math.ceil((EPOCHS * classes.length) / CLASSIFIER_BATCH);
  const reach = Math.floor(MOST_SHIFT * side);
  const shiftBy = (bits: number): number => (bits % (2 * reach + 1)) - reach;
  const weights = await minimize({
    weights: inputs,
    loss: crossEntropy(apply(inputs, input('pictures', shape)), labels),
    start: start(seed),
    steps: Math.min(STEPS.most, Math.max(STEPS.least, steps)),
    rate: RATE,
    async batchOf(step) {
      const data = new Float32Array(CLASSIFIER_BATCH * size);
      const own = Array.from({ length: CLASSIFIER_BATCH }, (_, i) => {
        const [ofClass, chosen, x, bits] = philox(seed, 0, step, i, 0, 7);
        const among = members[ofClass % classCount] ?? [];
        const index = among[chosen % among.length] ?? 0;
        const y = Math.floor(bits / 2);
        writeShifted(
          pixels.subarray(index * size, (index + 1) * size),
          side,
          { x: shiftBy(x), y: shiftBy(y), mirrored: mirror && bits % 2 === 1 },
          data.subarray(i * size, (i + 1) * size),
        );
        return ofClass % classCount;
      });
      return { pictures: { shape, data }, labels: { shape: labels.shape, data: oneHot(own, classCount) } };
    },
  });
  const { logits, release } = await openClassifier(pictureShape, weights, classCount);
  return {
    async read(others) {
      const found = await logits(Float32Array.from(others, toValue));
      return Uint8Array.from({ length: others.length / size }, (_, i) => {
        const own = found.subarray(i * classCount, (i + 1) * classCount);
        return own.indexOf(Math.max(...own));
      });
    },
    release,
  };
}
