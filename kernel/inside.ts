/** What the kernel's layers gave on the way to a face, in the order of the ONNX file's tensors. */
import type { LaidOut } from './generator.ts';
import type { LayerOutput } from './layer-output.ts';

/**
 * Draws a face and copies every layer's output; the last one's is the image itself.
 *
 * @param z f32 [latentSize]
 */
export function lookInside(
  { draw, image, memory, layers }: LaidOut,
  z: Float32Array,
): readonly LayerOutput[] {
  draw(z);
  return layers.map(({ name, grid, side, channels, stride }, i) => {
    const shape = [channels, side, side] as const;
    if (i === layers.length - 1) {
      return { name, shape, values: image() };
    }
    const values = new Float32Array(channels * side * side);
    for (let channel = 0, to = 0; channel < channels; channel++) {
      for (let row = 1; row <= side; row++) {
        let from = grid + (row * (side + 2) + 1) * stride + channel;
        for (let column = 0; column < side; column++, from += stride) {
          values[to++] = memory[from] ?? 0;
        }
      }
    }
    return { name, shape, values };
  });
}
