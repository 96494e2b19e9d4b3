/** What was measured of a run's classes, as a table. */
import { percent } from '../publish/card/card-format.ts';
import type { ClassReadings } from '../run/class-readings.ts';
import { whole } from './document.ts';
import { html, type Markup } from './markup.ts';

const COLUMNS = ['drawn as asked', 'of the data', 'diversity', 'of the data'];

export function classSection(readings: ClassReadings): Markup {
  const { step, names, reader, samples, accuracy, byClass, realByClass, diversity } = readings;
  const cells = (k: number): readonly string[] => [
    percent(byClass[k] ?? Number.NaN),
    percent(realByClass[k] ?? Number.NaN),
    (diversity.drawn[k] ?? Number.NaN).toFixed(3),
    (diversity.real[k] ?? Number.NaN).toFixed(3),
  ];
  return html`<section>
<h2>Classes</h2>
<p>At step ${whole(step)}, a small network read ${percent(accuracy)} of the pictures as the class that was asked for, ${whole(samples)} of each. It learned the classes from ${whole(reader.learned)} pictures of the data, and reads ${percent(reader.accuracy)} of ${whole(reader.tested)} others as they are labelled. Diversity is how different two pictures of a class are.</p>
<table class="compared">
<tr><td></td>${COLUMNS.map((column) => html`<th scope="col">${column}</th>`)}</tr>
${names.map((name, k) => html`<tr><th scope="row">${name}</th>${cells(k).map((cell) => html`<td>${cell}</td>`)}</tr>`)}
</table>
</section>`;
}
