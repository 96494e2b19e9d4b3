/** Small generators with random weights. */
import { seededRandom } from '../../latent/testing/random-faces.ts';
import type { PlannedLayer } from '../plan.ts';
import type { LayerWeights } from '../weights.ts';

/** A DCGAN with one to-RGB layer. Channels need not be multiples of what the kernel computes at a time. */
export const dcganPlan: readonly PlannedLayer[] = [
  { name: 'a', kind: 'project', channels: 13, side: 4 },
  { name: 'b', kind: 'upsample', channels: 8, side: 8 },
  { name: 'c', kind: 'upsample', channels: 5, side: 16 },
  { name: 'd', kind: 'toRgb', channels: 3, side: 32 },
];
/** A skip generator: an RGB image at every size, each added to the next. */
export const skipPlan: readonly PlannedLayer[] = [
  { name: 'a', kind: 'project', channels: 16, side: 4 },
  { name: 'b', kind: 'upsample', channels: 9, side: 8 },
  { name: 'p', kind: 'toRgb', channels: 3, side: 16 },
  { name: 'c', kind: 'upsample', channels: 6, side: 16 },
  { name: 'q', kind: 'toRgb', channels: 3, side: 32 },
  { name: 'd', kind: 'upsample', channels: 3, side: 32 },
  { name: 'r', kind: 'toRgb', channels: 3, side: 64 },
];
/** A skip generator of 256 × 256: its larger layers are computed in several bands. */
export const largePlan: readonly PlannedLayer[] = [
  { name: 'a', kind: 'project', channels: 12, side: 4 },
  { name: 'b', kind: 'upsample', channels: 9, side: 8 },
  { name: 'p', kind: 'toRgb', channels: 3, side: 16 },
  { name: 'c', kind: 'upsample', channels: 8, side: 16 },
  { name: 'q', kind: 'toRgb', channels: 3, side: 32 },
  { name: 'd', kind: 'upsample', channels: 6, side: 32 },
  { name: 'r', kind: 'toRgb', channels: 3, side: 64 },
  { name: 'e', kind: 'upsample', channels: 5, side: 64 },
  { name: 's', kind: 'toRgb', channels: 3, side: 128 },
  { name: 'f', kind: 'upsample', channels: 4, side: 128 },
  { name: 't', kind: 'toRgb', channels: 3, side: 256 },
];
/** Sides that are no powers of two: bands of rows do not divide them evenly. */
export const oddPlan: readonly PlannedLayer[] = [
  { name: 'a', kind: 'project', channels: 6, side: 20 },
  { name: 'b', kind: 'upsample', channels: 5, side: 40 },
  { name: 'c', kind: 'upsample', channels: 4, side: 80 },
  { name: 'd', kind: 'toRgb', channels: 3, side: 160 },
];

const PRECISION = 2 ** 20;

/** Uniform floats of about the size of a trained layer's weights with that many inputs. */
function floats(length: number, inputs: number, random: (bound: number) => number): Float32Array {
  return Float32Array.from({ length }, () => (2 * random(PRECISION)) / PRECISION - 1).map(
    (value) => value / Math.sqrt(inputs),
  );
}

/** Weights of a plan's layers, with a random scale for each output channel. */
export function randomWeights(
  plan: readonly PlannedLayer[],
  latentSize: number,
  seed: number,
): ReadonlyMap<string, LayerWeights> {
  const random = seededRandom(seed);
  let inputs = latentSize;
  return new Map(
    plan.map(({ name, kind, channels, side }) => {
      const edge = kind === 'project' ? side : 4;
      const layer: LayerWeights = {
        shape: [inputs, channels, edge, edge],
        values: floats(inputs * channels * edge * edge, inputs, random),
        scales: Float32Array.from({ length: channels }, () => 1 + random(PRECISION) / PRECISION),
        bias: floats(channels, 1, random),
      };
      if (kind !== 'toRgb') {
        inputs = channels;
      }
      return [name, layer];
    }),
  );
}
