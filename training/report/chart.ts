/** A chart as SVG: smoothed curves over a faint band of the raw values, axes, and a cursor line for one step. */
import { html, type Markup, unescaped } from './markup.ts';
import { type CurvePoint, decimate, envelope, smooth, ticks } from './series.ts';

/** In units of the SVG's view box. */
export const WIDTH = 720;
const HEIGHT = 260;
export const LEFT = 52;
export const RIGHT = 24;
const TOP = 16;
const BOTTOM = 48;

/** About how many ticks the axes have. */
export const VALUE_TICKS = 4;
const STEP_TICKS = 6;

export type Series = {
  readonly name: string;
  /** Which of the page's colours: `first`, `second` or `third`. */
  readonly colour: 'first' | 'second' | 'third';
  readonly points: readonly CurvePoint[];
};

export type Chart = {
  readonly title: string;
  /** A sentence below the chart. */
  readonly note: string;
  readonly series: readonly Series[];
  /** The ranges of the axes. */
  readonly steps: readonly [number, number];
  readonly values: readonly [number, number];
  /** Whether the points are few and drawn as they are; otherwise curves are smoothed. */
  readonly measured?: boolean;
};

/** 1,500 → "1.5k" */
function formatShort(value: number): string {
  if (Math.abs(value) >= 1e6) {
    return `${value / 1e6}M`;
  }
  return Math.abs(value) >= 1e3 ? `${value / 1e3}k` : String(value);
}

export function drawChart({ title, note, series, steps, values, measured = false }: Chart): Markup {
  const [firstStep, lastStep] = steps;
  const [low, high] = values;
  const x = (step: number): number =>
    LEFT + ((WIDTH - LEFT - RIGHT) * (step - firstStep)) / Math.max(1, lastStep - firstStep);
  const y = (value: number): number =>
    TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - low) / Math.max(1e-9, high - low));
  const at = (step: number, value: number): string => `${x(step).toFixed(1)} ${y(value).toFixed(1)}`;
  const path = (points: readonly CurvePoint[]): string =>
    points.length === 0 ? '' : `M${points.map(([step, value]) => at(step, value)).join('L')}`;
  function band(points: readonly CurvePoint[]): string {
    const ranges = envelope(points);
    const over = ranges.map(([step, , most]) => at(step, most));
    const under = ranges.map(([step, least]) => at(step, least)).reverse();
    return over.length === 0 ? '' : `M${[...over, ...under].join('L')}Z`;
  }

  const across = ticks(low, high, VALUE_TICKS).map(
    (
      value,
    ) => html`<g><line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}"/>
      <text x="${LEFT - 8}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${formatShort(value)}</text></g>`,
  );
  const along = ticks(firstStep, lastStep, STEP_TICKS).map(
    (step) =>
      html`<text x="${x(step).toFixed(1)}" y="${HEIGHT - BOTTOM + 21}" text-anchor="middle">${formatShort(step)}</text>`,
  );
  const curves = series.map(({ colour, points }) =>
    measured
      ? html`<path class="curve ${colour}" d="${path(points)}"/>${points.map(
          ([step, value]) =>
            html`<circle class="${colour}" cx="${x(step).toFixed(1)}" cy="${y(value).toFixed(1)}" r="2.5"/>`,
        )}`
      : html`<path class="raw ${colour}" d="${band(points)}"/>
      <path class="curve ${colour}" d="${path(decimate(smooth(points)))}"/>`,
  );
  const clip = `clip-${title.replace(/\W+/g, '-')}`;
  return html`<figure class="chart">
  <figcaption><h3>${title}</h3><span class="legend">${series.map(
    ({ name, colour }) => html`<span class="${colour}">${name}</span>`,
  )}</span></figcaption>
  <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}: ${series.map(({ name }) => name).join(', ')} over ${lastStep} steps">
    <defs><clipPath id="${clip}"><rect x="${LEFT}" y="${TOP}" width="${WIDTH - LEFT - RIGHT}" height="${HEIGHT - TOP - BOTTOM}"/></clipPath></defs>
    <g class="axis">${across}${along}
      <text x="${WIDTH - RIGHT}" y="${HEIGHT - 4}" text-anchor="end">step</text></g>
    <g clip-path="url(#${unescaped(clip)})">${curves}</g>
    <line class="cursor" x1="${x(lastStep).toFixed(1)}" x2="${x(lastStep).toFixed(1)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>
  </svg>
  <p>${note}</p>
</figure>`;
}
