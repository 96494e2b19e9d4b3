/** Draws with the original file of an imported generator, and finds the range of its pictures. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { DrawImages } from '../../publish/generator-session.ts';
import { type GeneratorInterface, sideOf } from './interface.ts';

export type OriginalGenerator = {
  /** Draws faces in batches of the size that the file declares, or one by one; f32 [n, 3, s, s] in the file's own range. */
  readonly draw: DrawImages;
  /** The side of the pictures; known after the first call of `draw`. */
  side(): number;
  release(): Promise<void>;
};

/** @throws where ONNX Runtime cannot load the graph, with its reason as the cause */
export async function openOriginal(
  bytes: Uint8Array,
  { input, output, latentSize, grid, batch = 1, channelsLast }: GeneratorInterface,
  source: string,
): Promise<OriginalGenerator> {
  const because = (what: string) => (cause: unknown) => {
    throw new Error(`${source}: ONNX Runtime does not ${what} it`, { cause });
  };
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 }).catch(because('load'));
  let side = 0;
  return {
    async draw(z) {
      const faces = z.length / latentSize;
      const images: Float32Array[] = [];
      for (let at = 0; at < faces; at += batch) {
        // The last batch is padded with zeros.
        const part = new Float32Array(batch * latentSize);
        part.set(z.subarray(at * latentSize, (at + batch) * latentSize));
        const shape = grid ? [batch, latentSize, 1, 1] : [batch, latentSize];
        const results = await session
          .run({ [input]: new Tensor('float32', part, shape) })
          .catch(because('run'));
        const image = results[output];
        if (!(image?.data instanceof Float32Array)) {
          throw new Error(`${source} gives no 32-bit floats`);
        }
        side = sideOf(image.dims, batch, { channelsLast }, source);
        const drawn = image.data.subarray(0, Math.min(batch, faces - at) * 3 * side * side);
        images.push(channelsLast ? channelsFirst(drawn, side * side) : drawn);
      }
      const all = new Float32Array(faces * 3 * side * side);
      images.forEach((image, i) => {
        all.set(image, i * batch * 3 * side * side);
      });
      return all;
    },
    side: () => side,
    release: () => session.release(),
  };
}

/** [n, s, s, 3] → [n, 3, s, s] */
function channelsFirst(pictures: Float32Array, plane: number): Float32Array {
  return pictures.map((_, at) => {
    const [picture, channel] = [Math.floor(at / (3 * plane)), Math.floor(at / plane) % 3];
    return pictures[3 * (picture * plane + (at % plane)) + channel] ?? Number.NaN;
  });
}

/** The ranges that pictures come in: [−1, 1], [0, 1], and 0 to 255 as floats. */
export type PictureRange = 'signed' | 'unit' | 'bytes';

/** A value v becomes v · factor − 1. */
export const TO_SIGNED = { unit: 2, bytes: 1 / 127.5 } as const;

/** How far values may lie outside of the range, as a part of it: less than half of 1/255, which is invisible. */
const SLACK = 1e-3;

/**
 * Which of the usual ranges pictures are in.
 * @throws where it is none, with their range
 */
export function rangeOf(images: Float32Array, source: string): PictureRange {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of images) {
    if (Number.isNaN(value)) {
      throw new Error(`${source} draws pictures with values that are not finite`);
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low >= -SLACK && high <= 1 + SLACK) {
    return 'unit';
  }
  if (low >= -1 - SLACK && high <= 1 + SLACK) {
    return 'signed';
  }
  if (low >= -255 * SLACK && high <= 255 * (1 + SLACK)) {
    return 'bytes';
  }
  throw new Error(
    `${source} draws pictures from ${low.toPrecision(3)} to ${high.toPrecision(3)}; [−1, 1], [0, 1] or 0 … 255 is expected: ` +
      'end the network in Tanh or Sigmoid',
  );
}
