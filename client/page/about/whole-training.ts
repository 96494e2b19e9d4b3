import type { Manifest } from '../../../latent/manifest.ts';

/** The amount of training of a model, including that of the run or the model that it was trained from. */
export function wholeTraining({ images, minutes, grewFrom, wentOnFrom }: NonNullable<Manifest['training']>): {
  images: number;
  minutes: number;
} {
  const before = grewFrom ?? wentOnFrom;
  return { images: images + (before?.images ?? 0), minutes: minutes + (before?.minutes ?? 0) };
}
