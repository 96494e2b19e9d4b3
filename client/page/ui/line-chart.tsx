import { useMemo, useRef } from 'preact/hooks';

export type ChartSeries = {
  readonly name: string;
  /** One for each step of the chart. */
  readonly values: readonly number[];
  /** Which of the two colours of charts: the accent, or the secondary accent. */
  readonly colour: 'first' | 'second';
};

const WIDTH = 600;
const HEIGHT = 220;

type LineChartProps = {
  /** Rising. */
  steps: readonly number[];
  series: readonly ChartSeries[];
  /** The step that a vertical line marks, and whose values the legend shows. */
  at: number;
  label: string;
  onSeek: (step: number) => void;
};

/** One line for each series over the steps of a training. Dragging seeks to a step. */
export function LineChart({ steps, series, at, label, onSeek }: LineChartProps) {
  const svg = useRef<SVGSVGElement>(null);
  const last = steps.at(-1) ?? 1;
  const top = useMemo(() => Math.max(...series.flatMap(({ values }) => values)) * 1.05 || 1, [series]);
  const x = (step: number): number => (step / last) * WIDTH;
  const y = (value: number): number => HEIGHT - (value / top) * HEIGHT;
  const index = steps.findIndex((step) => step >= at);

  function seek(event: PointerEvent): void {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined || event.buttons === 0) {
      return;
    }
    const fraction = (event.clientX - box.left) / box.width;
    onSeek(Math.min(Math.max(fraction, 0), 1) * last);
  }

  return (
    <>
      <svg
        ref={svg}
        class="chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          svg.current?.setPointerCapture(event.pointerId);
          seek(event);
        }}
        onPointerMove={seek}
      >
        {[0.25, 0.5, 0.75].map((fraction) => (
          <path key={fraction} d={`M0 ${HEIGHT * fraction}H${WIDTH}`} />
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
      <ul class="legend">
        {series.map(({ name, values, colour }) => (
          <li key={name} class={`${colour}-series`}>
            {name} <output>{(values[index < 0 ? values.length - 1 : index] ?? 0).toFixed(2)}</output>
          </li>
        ))}
        <li>0 … {top.toFixed(1)}</li>
      </ul>
    </>
  );
}
