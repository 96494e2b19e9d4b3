import { useMemo } from 'preact/hooks';
import { formatCompact } from '../texts/format-count.ts';
import { useLanguage } from '../texts/language.ts';
import { chartTicks } from './chart-ticks.ts';
import { useSliderGestures } from './use-slider-gestures.ts';

export type ChartSeries = {
  readonly name: string;
  /** One for each step of the chart. */
  readonly values: readonly number[];
  /** Which of the two colours of charts: the accent, or the secondary accent. */
  readonly colour: 'first' | 'second';
};

const WIDTH = 600;
const HEIGHT = 220;
/** About how many steps an axis has. */
const STEPS_UP = 4;
const STEPS_ACROSS = 5;

type LineChartProps = {
  /** In rising order. */
  steps: readonly number[];
  series: readonly ChartSeries[];
  /** The step that a vertical line marks, and whose values the legend shows. */
  at: number;
  label: string;
  /** The names of the axes. */
  axes: { readonly x: string; readonly y: string };
  /** The upper end of the vertical axis; by default just above the highest value. The lower end is 0, or just below the lowest value. */
  top?: number | undefined;
  onSeek: (step: number) => void;
};

/** One line for each series over the steps of a training. Dragging seeks to a step. */
export function LineChart(props: LineChartProps) {
  const { steps, series, at, label, axes, onSeek } = props;
  const language = useLanguage();
  const last = steps.at(-1) ?? 1;
  const highest = useMemo(() => Math.max(...series.flatMap(({ values }) => values)) * 1.05 || 1, [series]);
  const lowest = useMemo(() => Math.min(0, ...series.flatMap(({ values }) => values)) * 1.05, [series]);
  // Some losses are below zero, and at times all are.
  const top = props.top ?? (highest > 0 ? highest : -lowest / STEPS_UP);
  const rows = chartTicks(top, STEPS_UP, lowest);
  const columns = chartTicks(last, STEPS_ACROSS);
  const x = (step: number): number => (step / last) * WIDTH;
  const share = (value: number): number => (top - value) / (top - lowest);
  const y = (value: number): number => share(value) * HEIGHT;
  const index = steps.findIndex((step) => step >= at);

  const gestures = useSliderGestures({
    position: at / last,
    onMove: (to) => onSeek(Math.min(Math.max(to, 0), 1) * last),
  });

  return (
    <>
      <div class="chart-frame">
        <span class="axis-name" aria-hidden="true">
          {axes.y}
        </span>
        <div class="y-ticks" aria-hidden="true">
          {rows.map((value) => (
            <span key={value} style={{ top: `${100 * share(value)}%` }}>
              {value}
            </span>
          ))}
        </div>
        <svg
          class="chart"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
          {...gestures}
        >
          {rows.map((value) => (
            <path key={`row ${value}`} d={`M0 ${y(value).toFixed(1)}H${WIDTH}`} />
          ))}
          {columns.map((step) => (
            <path key={`column ${step}`} d={`M${x(step).toFixed(1)} 0V${HEIGHT}`} />
          ))}
          {series.map(({ name, values, colour }) => (
            <polyline
              key={name}
              class={`${colour}-series`}
              points={values
                .map((value, i) => `${x(steps[i] ?? 0).toFixed(1)},${y(value).toFixed(1)}`)
                .join(' ')}
            />
          ))}
          <path class="step-marker" d={`M${x(at).toFixed(1)} 0V${HEIGHT}`} />
        </svg>
        <div class="x-ticks" aria-hidden="true">
          {columns.map((step) => (
            <span key={step} style={{ left: `${(100 * step) / last}%` }}>
              {formatCompact(step, language)}
            </span>
          ))}
        </div>
        <span class="axis-name x-name" aria-hidden="true">
          {axes.x}
        </span>
      </div>
      <ul class="legend">
        {series.map(({ name, values, colour }) => (
          <li key={name} class={`${colour}-series`}>
            {name} <output>{(values[index < 0 ? values.length - 1 : index] ?? 0).toFixed(2)}</output>
          </li>
        ))}
      </ul>
    </>
  );
}
