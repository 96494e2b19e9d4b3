import { isOfDiscriminator, type Manifest } from '../../../latent/model/manifest.ts';

/**
 * The amount of training of a generator, including that of the run or the model that it was trained from, without that of a discriminator
 * alone.
 */
export function wholeTraining(training: NonNullable<Manifest['training']>): {
  images: number;
  minutes: number;
} {
  const { images, minutes, grewFrom, wentOnFrom } = training;
  const before = grewFrom ?? wentOnFrom ?? { images: 0, minutes: 0 };
  if (isOfDiscriminator(training)) {
    return { images: before.images, minutes: before.minutes };
  }
  return { images: images + before.images, minutes: minutes + before.minutes };
}
