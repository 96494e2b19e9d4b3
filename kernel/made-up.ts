/** Small generators with made-up weights, to test with. Nothing that is shipped imports this. */
import { dice } from '../latent/samples.ts';
import type { Step } from './plan.ts';
import type { LayerWeights } from './weights.ts';

/** Each hidden layer may have any number of channels, multiples of what is computed at a time or not. */
export const dcgan: readonly Step[] = [
  { name: 'a', kind: 'project', channels: 13, side: 4 },
  { name: 'b', kind: 'double', channels: 8, side: 8 },
  { name: 'c', kind: 'double', channels: 5, side: 16 },
  { name: 'd', kind: 'paint', channels: 3, side: 32 },
];
export const skip: readonly Step[] = [
  { name: 'a', kind: 'project', channels: 16, side: 4 },
  { name: 'b', kind: 'double', channels: 9, side: 8 },
  { name: 'p', kind: 'paint', channels: 3, side: 16 },
  { name: 'c', kind: 'double', channels: 6, side: 16 },
  { name: 'q', kind: 'paint', channels: 3, side: 32 },
  { name: 'd', kind: 'double', channels: 3, side: 32 },
  { name: 'r', kind: 'paint', channels: 3, side: 64 },
];

const PRECISION = 2 ** 20;

/** Floats that are about as large as those of a trained layer with so many inputs. */
function floats(length: number, inputs: number, roll: (bound: number) => number): Float32Array {
  return Float32Array.from({ length }, () => (2 * roll(PRECISION)) / PRECISION - 1).map(
    (value) => value / Math.sqrt(inputs),
  );
}

/** Weights for the steps of a plan, each layer with scales of its own. */
export function madeUpWeights(
  steps: readonly Step[],
  latentSize: number,
  seed: number,
): ReadonlyMap<string, LayerWeights> {
  const roll = dice(seed);
  let inputs = latentSize;
  return new Map(
    steps.map(({ name, kind, channels, side }) => {
      const edge = kind === 'project' ? side : 4;
      const layer: LayerWeights = {
        shape: [inputs, channels, edge, edge],
        values: floats(inputs * channels * edge * edge, inputs, roll),
        scales: Float32Array.from({ length: channels }, () => 1 + roll(PRECISION) / PRECISION),
        bias: floats(channels, 1, roll),
      };
      if (kind !== 'paint') {
        inputs = channels;
      }
      return [name, layer];
    }),
  );
}

/** Safetensors, as `training/safetensors.ts` writes them. */
export function safetensors(
  tensors: Readonly<Record<string, { dtype: string; shape: readonly number[]; bytes: Uint8Array }>>,
): ArrayBuffer {
  let end = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => {
      const start = end;
      end += bytes.length;
      return [name, { dtype, shape, data_offsets: [start, end] }];
    }),
  );
  const text = new TextEncoder().encode(JSON.stringify({ __metadata__: {}, ...header }));
  const file = new Uint8Array(8 + text.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  let at = 8 + text.length;
  for (const { bytes } of Object.values(tensors)) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file.buffer;
}
