/**
 * The weights that a training of the attribute network starts from: those of an earlier network, so that a few portraits are
 * enough to adapt it.
 *
 * A network of half the side grows: one more convolution comes before its first. Three of the new channels are the picture,
 * averaged over 2×2 pixels, and three its negative. Leaky ReLU of slope a turns them into f(x) and f(−x), and
 * f(x) − f(−x) = (1 + a) x, so that the next layer can have its picture back exactly. The other channels are random, and
 * the next layer ignores them at first. So the grown network predicts exactly what the small one did.
 */
import { decodeModel } from '../../../graph/onnx/decode.ts';
import { sizeOf, type Values } from '../../../graph/tensor.ts';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { LAST_LAYER, LEAK, networkParameters } from './network.ts';
import { LEARNED_ATTRIBUTES } from './predicted-attributes.ts';

const RGB = 3;
const KERNEL = 4;
const TAPS = KERNEL * KERNEL;
/** The taps of a 4×4 kernel of stride 2 and padding 1 that lie on the pixels that an output pixel covers. */
const COVERED = [5, 6, 9, 10] as const;

export type Scale = { readonly mean: number; readonly deviation: number };

/** Random weights (He et al., 2015). */
export function randomWeights(seed: number): Values {
  return Object.fromEntries(
    networkParameters().map(({ name, shape, deviation }, i) => {
      const data = fillNormal(new Float32Array(sizeOf(shape)), seed, 2 + i);
      return [name, { shape, data: data.map((value) => deviation * value) }];
    }),
  );
}

/** The weights of a network's file, as `attributeFile` wrote them: without their suffix, in float32. */
function weightsOfFile(file: Uint8Array, source: string): Map<string, Float32Array> {
  const { initializers } = decodeModel(file, source).graph;
  return new Map(
    initializers.flatMap(({ name, data }) =>
      name.endsWith('.half') ? [[name.slice(0, -'.half'.length), Float32Array.from(data, Number)]] : [],
    ),
  );
}

/** The kernels of the first two layers of a grown network: [wide, 3, 4, 4] and [to, wide, 4, 4]. */
function grownKernels(random: Float32Array, first: Float32Array, wide: number, to: number) {
  const stem = random.map((value, i) => {
    const [channel, from, tap] = [Math.floor(i / (RGB * TAPS)), Math.floor(i / TAPS) % RGB, i % TAPS];
    if (channel >= 2 * RGB) {
      return value;
    }
    const sign = channel < RGB ? 1 : -1;
    return channel % RGB === from && COVERED.some((covered) => covered === tap) ? sign / COVERED.length : 0;
  });
  const second = new Float32Array(to * wide * TAPS);
  for (let out = 0; out < to; out++) {
    for (let colour = 0; colour < RGB; colour++) {
      for (let tap = 0; tap < TAPS; tap++) {
        const value = (first[(out * RGB + colour) * TAPS + tap] ?? 0) / (1 + LEAK);
        second[(out * wide + colour) * TAPS + tap] = value;
        second[(out * wide + colour + RGB) * TAPS + tap] = -value;
      }
    }
  }
  return { stem, second };
}

/**
 * The weights of the file of an attribute network, of this side or of half of it. Attributes that it does not predict start
 * from zero.
 * @param scales the mean and deviation that the training standardizes each amount by
 * @throws where the file is of another network
 */
export function startFrom(file: Uint8Array, source: string, scales: readonly Scale[], seed: number): Values {
  const stored = weightsOfFile(file, source);
  const random = randomWeights(seed);
  const last = networkParameters().filter(({ name }) => name.startsWith('conv')).length / 2 - 1;
  const grows = !stored.has(`conv${last}.weight`);
  return Object.fromEntries(
    networkParameters().map(({ name, shape }) => {
      const [layer = '', kind = ''] = name.split('.');
      const size = sizeOf(shape);
      const place = Number(/^conv(\d+)$/.exec(layer)?.[1] ?? Number.NaN);
      let data = stored.get(grows && place > 0 ? `conv${place - 1}.${kind}` : name);
      const first = stored.get('conv0.weight');
      if (grows && kind === 'weight' && first && place < 2) {
        const [to = 0, wide = 0] = place === 1 ? shape : [0, shape[0] ?? 0];
        const { stem, second } = grownKernels(random['conv0.weight']?.data ?? first, first, wide, to);
        data = place === 0 ? stem : second;
      } else if (grows && place === 0) {
        data = new Float32Array(size);
      }
      if (layer === LAST_LAYER && data) {
        data = standardized(data, size, scales, kind === 'bias');
      }
      if (data?.length !== size) {
        throw new Error(
          `${source}: ${name} has ${data?.length ?? 'no'} numbers, expected ${size}; it is of another network`,
        );
      }
      return [name, { shape, data }];
    }),
  );
}

/** The last layer in standard deviations in place of the labels' units, with rows of zeros for new attributes. */
function standardized(
  data: Float32Array,
  size: number,
  scales: readonly Scale[],
  isBias: boolean,
): Float32Array {
  const row = size / LEARNED_ATTRIBUTES.length;
  return new Float32Array(size).map((_, i) => {
    const { mean, deviation } = scales[Math.floor(i / row)] ?? { mean: 0, deviation: 1 };
    return i < data.length ? ((data[i] ?? 0) - (isBias ? mean : 0)) / deviation : 0;
  });
}
