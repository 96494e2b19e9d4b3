/** The classes of a conditional model in its card: how often the data have them, and how well it draws them. */
import type { Condition } from '../../../latent/condition/condition-schema.ts';
import type { ClassMeasurements } from '../../../latent/model/measurements.ts';
import { percent, table } from './card-format.ts';

/** How the discriminator learned of classes; the generator takes them beside z in all ways. */
const WAYS = {
  concat: 'as constant channels beside the picture (Mirza & Osindero, 2014)',
  auxiliary: 'by predicting the class (Odena et al., 2017)',
  projection: 'by a projection in its logit (Miyato & Koyama, 2018)',
} as const;

function measuredText({ reader, samples, accuracy }: ClassMeasurements): string {
  return `

A small network learned the classes from ${reader.learned.toLocaleString('en')} pictures of the data. It reads ${percent(reader.accuracy)} of ${reader.tested.toLocaleString('en')} others as they are
labelled, and **${percent(accuracy)}** of the model's, ${samples} of each class at its ψ, as what was asked for. Diversity is how different two pictures of a class are: the root mean
square of their difference at 16×16 in [−1, 1], beside that of the data.`;
}

/** Markdown; nothing for a model without classes. */
export function modelCardClasses(condition: Condition | undefined): string {
  if (!condition) {
    return '';
  }
  const { name, way, frequencies, classes, measured } = condition;
  const head = measured ? ['read as asked for', 'of the data', 'diversity', 'of the data'] : [];
  const rows = classes.map((each, k) => [
    each,
    percent(frequencies[k] ?? 0),
    ...(measured
      ? [
          percent(measured.byClass[k] ?? Number.NaN),
          percent(measured.realByClass[k] ?? Number.NaN),
          (measured.diversity.drawn[k] ?? Number.NaN).toFixed(3),
          (measured.diversity.real[k] ?? Number.NaN).toFixed(3),
        ]
      : []),
  ]);
  return `
## Classes

It draws the ${name} that it is asked for. The discriminator learned of classes ${WAYS[way]}. In training they were as frequent as this, and a seed
without a class draws one by it.${measured ? measuredText(measured) : ''}

${table([name, 'share', ...head], rows)}
`;
}
