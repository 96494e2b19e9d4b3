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

const COLOURS = ['first', 'second', 'third'] as const;
/** The most runs that charts can tell apart. */
export const MOST_COMPARED = COLOURS.length;

const COMPARED: readonly {
  readonly title: string;
  readonly note: string;
  readonly value: (line: HistoryLine) => number | undefined;
  /** The range of the axis, where the values have one of their own. */
  readonly values?: readonly [number, number];
  readonly measured?: boolean;
}[] = [
  {
    title: 'Loss of D',
    note: 'Moving averages over the bands of the raw values.',
    value: SERIES.lossD.value,
  },
  {
    title: 'Loss of G',
    note: 'Losses of different objectives cannot be compared.',
    value: SERIES.lossG.value,
  },
  { title: 'D(x)', note: 'What each D gives portraits.', value: SERIES.dReal.value, values: [0, 1] },
  { title: 'D(G(z))', note: 'What each D gives its faces.', value: SERIES.dFake.value, values: [0, 1] },
  {
    title: 'Distance from the portraits',
    note: 'Sliced Wasserstein distance × 10³ at checkpoints; less is nearer, at the same resolution and data.',
    value: ({ swd }) => swd,
    measured: true,
  },
];

/** The same charts for several runs, one curve for each. */
export function comparingCharts(runs: readonly RunReport[]): Chart[] {
  const lastStep = Math.max(...runs.map(({ history }) => history.at(-1)?.step ?? 0));
  return COMPARED.flatMap(({ title, note, value, values, measured = false }): Chart[] => {
    const series = runs.map(
      ({ name, history }, i): Series => ({
        name,
        colour: COLOURS[i % COLOURS.length] ?? 'first',
        points: points(history, value),
      }),
    );
    const all = series.flatMap((each) => each.points.map(([, y]) => y));
    if (all.length === 0) {
      return [];
    }
    const range = values ?? [
      Math.min(0, quantile(all, 1 - SHOWN_SHARE)),
      roundUp(measured ? Math.max(...all) : quantile(all, SHOWN_SHARE), VALUE_TICKS),
    ];
    return [{ title, note, series, steps: [0, lastStep], values: range, measured }];
  });
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
