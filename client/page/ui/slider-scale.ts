/**
 * Where the values of a slider stand on its track, from 0 at the left end to 1 at the right. A zero between the ends stands in the
 * middle, whatever the range, so that the zeros of several sliders are one below the other; each half is linear by itself.
 */
export type SliderScale = {
  readonly min: number;
  readonly max: number;
  /** Where the slider fills from; min if it is not between min and max. */
  readonly zero: number;
};

/** @returns 0 … 1 */
export function positionOf(value: number, { min, max, zero }: SliderScale): number {
  if (min < zero && zero < max) {
    return value < zero ? (value - min) / (zero - min) / 2 : (1 + (value - zero) / (max - zero)) / 2;
  }
  return max === min ? 0 : (value - min) / (max - min);
}

/**
 * @param position 0 … 1; beyond that it counts as an end
 * @param step between two values, the first of which is min
 * @returns the value that is nearest to the position
 */
export function valueAt(position: number, { min, max, zero }: SliderScale, step: number): number {
  const value = exactValueAt(position, { min, max, zero });
  const stepped = min + Math.round((value - min) / step) * step;
  return Math.min(Math.max(stepped, min), max);
}

/** The inverse of `positionOf`. */
function exactValueAt(position: number, { min, max, zero }: SliderScale): number {
  if (!(min < zero && zero < max)) {
    return min + position * (max - min);
  }
  return position < 0.5 ? min + 2 * position * (zero - min) : zero + (2 * position - 1) * (max - zero);
}
