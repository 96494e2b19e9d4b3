/** What was measured of classes, as a table for a terminal. */
import type { ClassMeasurements } from '../../../latent/model/measurements.ts';
import { percent } from '../../publish/card/card-format.ts';

const WIDTH = 10;

/** Lines of text. */
export function classTable(names: readonly string[], measured: ClassMeasurements): string {
  const { reader, samples, accuracy, byClass, realByClass, diversity } = measured;
  const first = Math.max(WIDTH, ...names.map((name) => name.length + 2));
  const line = (name: string, ...cells: readonly string[]): string =>
    [name.padEnd(first), ...cells.map((cell) => cell.padEnd(WIDTH))].join('').trimEnd();
  return [
    `classes: ${percent(accuracy)} of the pictures, ${samples} of each class, are read as what was asked for, by a network that reads ${percent(reader.accuracy)} of ${reader.tested.toLocaleString('en')} pictures of the data as they are labelled`,
    line('class', 'drawn', 'real', 'diversity', 'of real'),
    ...names.map((name, k) =>
      line(
        name,
        percent(byClass[k] ?? Number.NaN),
        percent(realByClass[k] ?? Number.NaN),
        (diversity.drawn[k] ?? Number.NaN).toFixed(3),
        (diversity.real[k] ?? Number.NaN).toFixed(3),
      ),
    ),
  ].join('\n');
}
