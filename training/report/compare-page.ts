/** Runs beside each other: their curves, their last faces, and where their recipes differ. */
import { formatDuration } from '../progress/format.ts';
import { percent } from '../publish/card/card-format.ts';
import { drawChart } from './chart.ts';
import { comparingCharts } from './curves.ts';
import { flat, htmlDocument, whole } from './document.ts';
import { html, type Markup } from './markup.ts';
import type { RunReport } from './read-run.ts';

function figuresOf({ history, best, classes }: RunReport): Readonly<Record<string, string>> {
  const last = history.at(-1);
  return {
    steps: whole(last?.step ?? 0),
    images: whole(last?.images ?? 0),
    time: formatDuration(last?.seconds ?? 0),
    'images/s': last ? (last.images / Math.max(1e-9, last.seconds)).toFixed(1) : '–',
    'best distance': best?.swd === undefined ? '–' : `${best.swd.toFixed(1)} at step ${whole(best.steps)}`,
    ...(classes && {
      'classes drawn as asked': `${percent(classes.accuracy)} at step ${whole(classes.step)}`,
    }),
  };
}

/** A column for each run. */
function table(
  runs: readonly RunReport[],
  columns: readonly Readonly<Record<string, string>>[],
  keys: readonly string[],
): Markup {
  return html`<table class="compared">
<tr><td></td>${runs.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr>
${keys.map((key) => html`<tr><th scope="row">${key}</th>${columns.map((column) => html`<td>${column[key] ?? '–'}</td>`)}</tr>`)}
</table>`;
}

function lastFaces({ name, grids }: RunReport): Markup {
  const last = grids.at(-1);
  return html`<figure><figcaption><h3>${name}</h3></figcaption>${
    last === undefined
      ? html`<p class="empty-state">There is no grid yet.</p>`
      : html`<img src="${last.url}" width="${last.width}" height="${last.height}" alt="Faces of ${name} at step ${last.step}"><p>step ${whole(last.step)}</p>`
  }</figure>`;
}

/** An HTML document without any reference to another file. */
export function comparePage(runs: readonly RunReport[]): string {
  const names = runs.map(({ name }) => name).join(', ');
  const figures = runs.map(figuresOf);
  const recipes = runs.map(({ recipe }) => Object.fromEntries(flat(recipe)));
  const keys = [...new Set(recipes.flatMap((recipe) => Object.keys(recipe)))];
  const different = keys.filter((key) => new Set(recipes.map((recipe) => recipe[key])).size > 1);
  return htmlDocument(
    `${names}: trainings compared`,
    html`<header>
<h1>${names}</h1>
<p>Trainings beside each other. Their grids are of the same latents where the seed and the size of z are the same.</p>
</header>
${table(runs, figures, [...new Set(figures.flatMap((each) => Object.keys(each)))])}
<h2>Where the recipes differ</h2>
${different.length === 0 ? html`<p class="empty-state">Nowhere.</p>` : table(runs, recipes, different)}
<h2>Curves</h2>
<div class="charts compared-charts">${comparingCharts(runs).map(drawChart)}</div>
<h2>The last faces</h2>
<div class="compared-faces">${runs.map(lastFaces)}</div>`,
  );
}
