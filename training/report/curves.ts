/** The charts of a run's history, and their values at each grid. */
import { formatDuration } from '../progress/format.ts';
import type { HistoryLine } from '../run/history.ts';
import { type Chart, type Series, VALUE_TICKS } from './chart.ts';
import type { RunReport } from './read-run.ts';
import { type CurvePoint, quantile, roundUp, smooth } from './series.ts';

/** The share of losses that the chart shows: a few outliers would flatten the rest. */
const SHOWN_SHARE = 0.995;

function points(
  history: readonly HistoryLine[],
  value: (line: HistoryLine) => number | undefined,
): CurvePoint[] {
  return history.flatMap((line): CurvePoint[] => {
    const y = value(line);
    return y === undefined ? [] : [[line.step, y]];
  });
}

/** The curves, one value for each step. */
const SERIES = {
  lossD: { name: 'loss D', colour: 'first', value: (line: HistoryLine) => line.lossDReal + line.lossDFake },
  lossG: { name: 'loss G', colour: 'second', value: (line: HistoryLine) => line.lossG },
  dReal: { name: 'D(x)', colour: 'first', value: (line: HistoryLine) => line.dReal },
  dFake: { name: 'D(G(z))', colour: 'second', value: (line: HistoryLine) => line.dFakeBefore },
} as const;

/** The charts that a history has values for. */
export function chartsOf(history: readonly HistoryLine[], lastStep: number): Chart[] {
  const steps = [0, lastStep] as const;
  const series = ({ name, colour, value }: (typeof SERIES)[keyof typeof SERIES]): Series => ({
    name,
    colour,
    points: points(history, value),
  });
  const losses = [SERIES.lossD, SERIES.lossG];
  const values = losses.flatMap(({ value }) => history.map(value));
  const measured = points(history, ({ swd }) => swd);
  const drawn: Chart[] = [
    {
      title: 'Losses of D and G',
      note: 'The curves are moving averages; the faint bands reach from the least to the greatest of nearby steps.',
      series: losses.map(series),
      steps,
      values: [
        Math.min(0, quantile(values, 1 - SHOWN_SHARE)),
        roundUp(quantile(values, SHOWN_SHARE), VALUE_TICKS),
      ],
    },
    {
      title: 'How D rates portraits and faces',
      note: 'The mean probability that D gives portraits, D(x), and the generator’s faces, D(G(z)), of being portraits.',
      series: [SERIES.dReal, SERIES.dFake].map(series),
      steps,
      values: [0, 1],
    },
  ];
  if (measured.length > 0) {
    drawn.push({
      title: 'Distance from the portraits',
      note: 'Sliced Wasserstein distance × 10³ of the EMA generator’s faces, at checkpoints; less is nearer.',
      series: [{ name: 'SWD', colour: 'third', points: measured }],
      steps,
      values: [0, roundUp(Math.max(...measured.map(([, value]) => value)), VALUE_TICKS)],
      measured: true,
    });
  }
  return drawn;
}

/** The values of the curves at the step of each grid. */
export function valuesAtGrids({ history, grids }: RunReport): (readonly (readonly [string, string])[])[] {
  const curves = Object.values(SERIES).map(({ name, value }) => ({
    name,
    curve: smooth(points(history, value)),
  }));
  return grids.map(({ step }) => {
    const i = history.findIndex((line) => line.step === step);
    const line = history[i];
    // There are no values before the first step, and grids of a run in training can be ahead of its history.
    if (!line) {
      return [['step', step.toLocaleString('en')]];
    }
    return [
      ['step', step.toLocaleString('en')],
      ['images', line.images.toLocaleString('en')],
      ['time', formatDuration(line.seconds)],
      ...curves.map(({ name, curve }) => [name, (curve[i]?.[1] ?? Number.NaN).toFixed(2)] as const),
    ];
  });
}
