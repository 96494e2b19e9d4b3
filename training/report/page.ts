/** The report of a run: a self-contained HTML page. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formatBytes } from '../../files/format-bytes.ts';
import { picturesOfStep } from '../../gan/step-parts.ts';
import { formatDuration } from '../progress/format.ts';
import type { Session } from '../run/sessions.ts';
import { drawChart, LEFT, RIGHT, WIDTH } from './chart.ts';
import { classSection } from './class-section.ts';
import { chartsOf, valuesAtGrids } from './curves.ts';
import { flat, htmlDocument, whole } from './document.ts';
import { dataScript, html, type Markup, unescaped } from './markup.ts';
import type { RunReport } from './read-run.ts';

const SCRIPT = readFileSync(join(import.meta.dirname, 'scrubber.js'), 'utf8');

function table(title: string, rows: readonly (readonly [string, string])[], nothing: string): Markup {
  return html`<section>
<h2>${title}</h2>
${
  rows.length === 0
    ? html`<p class="empty-state">${nothing}</p>`
    : html`<table>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>`
}
</section>`;
}

function keyFigures({ history, recipe, best, checkpoints }: RunReport): Markup {
  const last = history.at(-1);
  const cells: (readonly [string, string, string])[] = [
    ['Steps', whole(last?.step ?? 0), `of ${picturesOfStep(recipe)} images`],
    ['Images', whole(last?.images ?? 0), ''],
    ['Time', formatDuration(last?.seconds ?? 0), ''],
    ['Speed', last ? (last.images / Math.max(1e-9, last.seconds)).toFixed(1) : '–', 'images/s'],
  ];
  if (best?.swd !== undefined) {
    cells.push(['Best distance', best.swd.toFixed(1), `at step ${whole(best.steps)}`]);
  }
  const rollbacks = Math.max(last?.rollbacks ?? 0, checkpoints.at(-1)?.rollbacks ?? 0);
  if (rollbacks > 0) {
    cells.push(['Rollbacks', whole(rollbacks), '']);
  }
  return html`<dl class="key-figures">${cells.map(
    ([name, value, unit]) => html`<div><dt>${name}</dt><dd>${value} <small>${unit}</small></dd></div>`,
  )}</dl>`;
}

function faces(grids: RunReport['grids']): Markup {
  return grids.length === 0
    ? html`<p class="empty-state">There is no grid yet.</p>`
    : html`<section class="faces" aria-label="Faces">
<div class="frame">${grids.map(
        ({ step, url, width, height }, i) =>
          html`<img src="${url}" width="${width}" height="${height}" alt="Faces from the same latents at step ${step}"${unescaped(i === grids.length - 1 ? '' : ' hidden')}>`,
      )}</div>
<div class="scrubber"><button type="button">Play</button>
<input type="range" min="0" max="${grids.length - 1}" value="${grids.length - 1}" aria-label="Step"></div>
<p class="readout" aria-live="off"></p>
</section>`;
}

function theFilm(url: string, hasClasses: boolean): Markup {
  const [alt, shown] = hasClasses
    ? ['A row of pictures of each class,', 'The whole grid']
    : ['Sixteen faces', 'Sixteen of the faces'];
  return html`<section class="film">
<h2>Film</h2>
<img src="${url}" alt="${alt} changing as the training goes on">
<p>${shown}, from the first step to the last.</p>
</section>`;
}

/** The cost of the sessions that have ended; no rows where none is known. */
function costRows(costs: RunReport['costs']): (readonly [string, string])[] {
  if (costs.length === 0) {
    return [];
  }
  const processor = costs.reduce((sum, { processorSeconds }) => sum + processorSeconds, 0);
  return [
    ['processor time', formatDuration(processor)],
    ['memory at most', formatBytes(Math.max(...costs.map(({ memory }) => memory)))],
  ];
}

function versionRows({ node, onnxruntime, pytorch }: Session): (readonly [string, string])[] {
  const versions = [
    ['Node', node],
    ['ONNX Runtime', onnxruntime],
    ['PyTorch', pytorch],
  ] as const;
  return versions.flatMap(([name, version]) => (version === undefined ? [] : [[name, version] as const]));
}

function machineRows({ sessions, costs }: RunReport): (readonly [string, string])[] {
  const machine = sessions.at(-1);
  if (!machine) {
    return [];
  }
  return [
    ['processor', `${machine.cpu}, ${machine.cores} cores, ${machine.memory} GiB`],
    ['device', machine.device],
    ['system', machine.system],
    ...versionRows(machine),
    ...costRows(costs),
    ...sessions.map(
      ({ started, from }) => [`from step ${whole(from)}`, started.slice(0, 16).replace('T', ' ')] as const,
    ),
  ];
}

function checkpointRows({ checkpoints, best }: RunReport): (readonly [string, string])[] {
  return checkpoints.map(({ path, steps, seconds, swd }) => {
    const distance = swd === undefined ? [] : [`SWD ${swd.toFixed(1)}`];
    const mark = best?.path === path ? ['the best'] : [];
    return [
      `step ${whole(steps)}`,
      [basename(path), formatDuration(seconds), ...distance, ...mark].join(' · '),
    ];
  });
}

/** An HTML document without any reference to another file. */
export function reportPage(run: RunReport): string {
  const { name, recipe, history, data, grids, film } = run;
  const last = history.at(-1);
  const lastStep = Math.max(last?.step ?? 0, grids.at(-1)?.step ?? 0);
  const chart = { from: 0, to: lastStep, left: LEFT, right: RIGHT, width: WIDTH };
  return htmlDocument(
    `${name}: a training`,
    html`<header>
<h1>${name}</h1>
<p>A generator of ${recipe.resolution}×${recipe.resolution} faces and its discriminator, from ${
      last ? html`the first step to step ${whole(last.step)}` : 'before the first step'
    }. Every grid shows the same latents, drawn by the moving average of the generator.</p>
</header>
${keyFigures(run)}
<main class="columns">
${faces(grids)}
<div class="charts">${history.length === 0 ? html`<p class="empty-state">There are no steps yet.</p>` : chartsOf(history, lastStep).map(drawChart)}</div>
</main>
<div class="columns facts">
${film === undefined ? '' : theFilm(film, recipe.classCount > 0)}
<div>
${run.classes === undefined ? '' : classSection(run.classes)}
${table('Data', flat(data ?? {}), 'The run has no record of its data.')}
${table('Machine', machineRows(run), 'The run has no record of its machine.')}
${table('Checkpoints', checkpointRows(run), 'There is no checkpoint yet.')}
</div>
</div>
<h2>Recipe</h2>
<dl class="recipe">${flat(recipe).map(([key, value]) => html`<div><dt>${key}</dt><dd>${value}</dd></div>`)}</dl>
${dataScript('steps', { steps: grids.map(({ step }) => step), readings: valuesAtGrids(run), chart })}
<script>${unescaped(SCRIPT)}</script>`,
  );
}
