/**
 * A reference implementation of the generator in plain TypeScript, written to be read. The kernel is tested against it
 * and timed beside it. Feature maps are f32 [channels, side, side], as in the ONNX file.
 */
import type { PlannedLayer } from '../plan.ts';
import type { LayerWeights } from '../weights.ts';

/** The geometry of an upsampling layer; its kernel is 4 × 4. */
const UPSAMPLING = { stride: 2, padding: 1 } as const;

/** The one-dimensional kernel of bilinear upsampling, as in `gan/networks/resample.ts`. */
const LINEAR = [1, 3, 3, 1].map((tap) => tap / 4);

/** f32 [in, side, side] → f32 [out, larger, larger]: each input pixel is added to k × k pixels of the output. */
function convTranspose(
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

/** Bilinear upsampling, each colour by itself. */
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
 * Computes what `loadGenerator(…).image` gives.
 *
 * @returns z f32 [latentSize] → image f32 [3, resolution, resolution] in [−1, 1]
 */
export function openReferenceGenerator(
  plan: readonly PlannedLayer[],
  weights: ReadonlyMap<string, LayerWeights>,
): (z: Float32Array) => Float32Array {
  return (z) => {
    let hidden = z;
    let side = 1;
    let image: Float32Array | undefined;
    for (const planned of plan) {
      const layer = weights.get(planned.name);
      if (layer === undefined) {
        throw new Error(`there are no weights of ${planned.name}`);
      }
      const geometry = planned.kind === 'project' ? { stride: 1, padding: 0 } : UPSAMPLING;
      const out = convTranspose(hidden, side, layer, planned.side, geometry);
      if (planned.kind !== 'toRgb') {
        hidden = out.map((value) => Math.max(0, value));
        side = planned.side;
      } else {
        const smaller = image && convTranspose(image, planned.side / 2, BILINEAR, planned.side, UPSAMPLING);
        image = smaller ? out.map((value, i) => value + (smaller[i] ?? 0)) : out;
      }
    }
    if (image === undefined) {
      throw new Error('the generator has no to-RGB layer');
    }
    return image.map(Math.tanh);
  };
}
