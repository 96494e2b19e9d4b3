/**
 * The positions of the frames of a film, in equal steps from the start of a walk, 0 … 1. A walk that loops leaves out its end, which is the first
 * frame of the next round; any other walk ends at its last face.
 *
 * @param count of the frames, at least 2
 */
export function framePositions(count: number, loops: boolean): number[] {
  return Array.from({ length: count }, (_, i) => i / (loops ? count : count - 1));
}
