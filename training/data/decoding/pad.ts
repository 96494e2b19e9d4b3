/** Small pictures, such as MNIST's 28×28, in the middle of a larger square of the colour at their edge. */

const CHANNELS = 3;

/** The colour that half of the pixels at the edge exceed and half do not, channel by channel: black for MNIST's digits. */
function edgeColour(pixels: Uint8Array, side: number): number[] {
  const last = side - 1;
  function isEdge(at: number): boolean {
    const [x, y] = [at % side, Math.floor(at / side)];
    return x === 0 || y === 0 || x === last || y === last;
  }
  const edge = Array.from({ length: side * side }, (_, at) => at).filter(isEdge);
  return Array.from({ length: CHANNELS }, (_, c) => {
    const values = edge.map((at) => pixels[CHANNELS * at + c] ?? 0).sort((a, b) => a - b);
    return values[Math.floor(values.length / 2)] ?? 0;
  });
}

/**
 * @param pixels u8 RGB [side, side, 3]
 * @param to the side of the result, not smaller
 * @returns u8 RGB [to, to, 3]
 */
export function padSquare(pixels: Uint8Array, side: number, to: number): Uint8Array {
  const colour = edgeColour(pixels, side);
  const out = Uint8Array.from({ length: CHANNELS * to * to }, (_, i) => colour[i % CHANNELS] ?? 0);
  const before = Math.floor((to - side) / 2);
  for (let y = 0; y < side; y++) {
    const row = pixels.subarray(CHANNELS * y * side, CHANNELS * (y + 1) * side);
    out.set(row, CHANNELS * ((y + before) * to + before));
  }
  return out;
}
