/**
 * Smooth enlargement by a cubic filter of Mitchell and Netravali's family ("Reconstruction Filters in Computer
 * Graphics", SIGGRAPH 1988), first along rows, then along columns. Browsers enlarge by straight lines between
 * pixels, which shows as a lattice on pictures as small as 64 × 64.
 */
import type { Pixels } from './png.ts';

/** The family's parameters that Mitchell and Netravali recommend, between soft (B = 1) and ringing (B = 0). */
const B = 1 / 3;
const C = (1 - B) / 2;

/** The filter is 0 from this many pixels on. */
const REACH = 2;

type Tap = { from: number; weight: number };

/**
 * @param factor a positive integer
 * @returns the picture, factor × as wide and high; opaque
 */
export function enlarge({ width, height, data }: Pixels, factor: number): Pixels {
  const columns = taps(width, factor);
  const rows = taps(height, factor);
  const wide = new Float32Array(width * factor * height * 3);
  for (let y = 0; y < height; y++) {
    for (const [x, weights] of columns.entries()) {
      const at = (y * columns.length + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const { from, weight } of weights) sum += weight * (data[(y * width + from) * 4 + channel] ?? 0);
        wide[at + channel] = sum;
      }
    }
  }
  const out = new Uint8ClampedArray(columns.length * rows.length * 4).fill(255);
  for (const [y, weights] of rows.entries()) {
    for (let x = 0; x < columns.length; x++) {
      const at = (y * columns.length + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const { from, weight } of weights) {
          sum += weight * (wide[(from * columns.length + x) * 3 + channel] ?? 0);
        }
        out[at + channel] = sum;
      }
    }
  }
  return { width: columns.length, height: rows.length, data: out };
}

/** For each pixel of the enlarged line, which pixels it is made of; beyond the edges the last one goes on. */
function taps(length: number, factor: number): Tap[][] {
  return Array.from({ length: length * factor }, (_, i) => {
    const centre = (i + 0.5) / factor - 0.5;
    const first = Math.floor(centre) - REACH + 1;
    const window = Array.from({ length: 2 * REACH }, (_, tap) => first + tap);
    const weights = window.map((at) => weightAt(centre - at));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return window.map((at, tap) => ({
      from: Math.min(Math.max(at, 0), length - 1),
      weight: (weights[tap] ?? 0) / total,
    }));
  });
}

/** Equation 8 of the paper. */
function weightAt(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return ((12 - 9 * B - 6 * C) * x ** 3 + (-18 + 12 * B + 6 * C) * x ** 2 + 6 - 2 * B) / 6;
  if (x >= REACH) return 0;
  return ((-B - 6 * C) * x ** 3 + (6 * B + 30 * C) * x ** 2 - (12 * B + 48 * C) * x + 8 * B + 24 * C) / 6;
}
