/**
 * How much fine detail pictures have: the mean power of their luma at frequencies above a quarter of the sampling rate, which
 * is half of the highest that pixels can show. Edges, hair, pores and noise are there; blur takes them away.
 *
 * Each picture is multiplied by a Hann window first. The transform takes pictures as periodic, so that without the window the
 * difference between opposite edges would count as detail.
 */
import { luma } from '../data/decoding/luma.ts';
import { mean } from '../statistics.ts';
import { powerSpectrum } from './fourier.ts';

/** In cycles a pixel. */
const LOWEST = 0.25;

/** The power of detail of each picture. @param images f32 [n, 3, side, side], side a power of two */
export function detailPower(images: Float32Array, side: number): number[] {
  const plane = side * side;
  const hann = Float64Array.from(
    { length: side },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / side),
  );
  return Array.from({ length: images.length / (3 * plane) }, (_, n) => {
    const at = (channel: number, i: number): number => images[(3 * n + channel) * plane + i] ?? 0;
    const grey = Float64Array.from({ length: plane }, (_, i) => luma([at(0, i), at(1, i), at(2, i)]));
    const level = mean(grey);
    const windowed = grey.map(
      (value, i) => (value - level) * (hann[i % side] ?? 0) * (hann[Math.floor(i / side)] ?? 0),
    );
    const frequency = (i: number): number => Math.min(i, side - i) / side;
    return powerSpectrum(windowed, side).reduce(
      (sum, power, i) =>
        Math.hypot(frequency(i % side), frequency(Math.floor(i / side))) > LOWEST ? sum + power : sum,
      0,
    );
  });
}
