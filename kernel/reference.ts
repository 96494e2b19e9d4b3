/**
 * The same arithmetic in plain TypeScript, written for reading: what the kernel is tested against and timed beside.
 * Grids are f32 [channels, side, side], as in the ONNX file.
 */
import type { Step } from './plan.ts';
import type { LayerWeights } from './weights.ts';

/** What a doubling layer does to a grid: ConvTranspose with kernel 4, stride 2, padding 1. */
const DOUBLING = { stride: 2, padding: 1 } as const;

/** Linear interpolation at twice the rate, as `training/networks/resample.ts` has it. */
const LINEAR = [1, 3, 3, 1].map((tap) => tap / 4);

/** f32 [in, side, side] → f32 [out, larger, larger], every input pixel spread over k × k pixels of the output. */
function spread(
  input: Float32Array,
  side: number,
  { shape: [inputs, outputs, k], values, scales, bias }: LayerWeights,
  larger: number,
  { stride, padding }: { stride: number; padding: number },
): Float32Array {
  const out = Float32Array.from(
    { length: outputs * larger ** 2 },
    (_, i) => bias[Math.floor(i / larger ** 2)] ?? 0,
  );
  for (let i = 0; i < inputs; i++) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const value = input[(i * side + y) * side + x] ?? 0;
        if (value === 0) {
          continue;
        }
        for (let o = 0; o < outputs; o++) {
          const scaled = value * (scales[o] ?? 0);
          for (let u = 0; u < k; u++) {
            const row = y * stride - padding + u;
            if (row < 0 || row >= larger) {
              continue;
            }
            for (let v = 0; v < k; v++) {
              const column = x * stride - padding + v;
              if (column < 0 || column >= larger) {
                continue;
              }
              const to = (o * larger + row) * larger + column;
              out[to] = (out[to] ?? 0) + scaled * (values[((i * outputs + o) * k + u) * k + v] ?? 0);
            }
          }
        }
      }
    }
  }
  return out;
}

/** Each colour enlarged by itself. */
const BILINEAR: LayerWeights = {
  shape: [3, 3, 4, 4],
  values: Float32Array.from({ length: 3 * 3 * 16 }, (_, i) => {
    const same = Math.floor(i / 48) === Math.floor(i / 16) % 3;
    return same ? (LINEAR[Math.floor(i / 4) % 4] ?? 0) * (LINEAR[i % 4] ?? 0) : 0;
  }),
  scales: new Float32Array(3).fill(1),
  bias: new Float32Array(3),
};

/**
 * Draws as `openGenerator` does, and takes as long as arithmetic without SIMD takes.
 *
 * @returns z f32 [latentSize] → image f32 [3, resolution, resolution] in [−1, 1]
 */
export function openReference(
  steps: readonly Step[],
  weights: ReadonlyMap<string, LayerWeights>,
): (z: Float32Array) => Float32Array {
  return (z) => {
    let hidden = z;
    let side = 1;
    let picture: Float32Array | undefined;
    for (const step of steps) {
      const layer = weights.get(step.name);
      if (layer === undefined) {
        throw new Error(`there are no weights of ${step.name}`);
      }
      const geometry = step.kind === 'project' ? { stride: 1, padding: 0 } : DOUBLING;
      const out = spread(hidden, side, layer, step.side, geometry);
      if (step.kind !== 'paint') {
        hidden = out.map((value) => Math.max(0, value));
        side = step.side;
      } else {
        const smaller = picture && spread(picture, step.side / 2, BILINEAR, step.side, DOUBLING);
        picture = smaller ? out.map((value, i) => value + (smaller[i] ?? 0)) : out;
      }
    }
    if (picture === undefined) {
      throw new Error('the generator has no picture layer');
    }
    return picture.map(Math.tanh);
  };
}
