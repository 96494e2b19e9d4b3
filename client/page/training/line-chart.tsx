import { useMemo, useRef } from 'preact/hooks';

export type Series = {
  readonly name: string;
  /** One for each step of the chart. */
  readonly values: readonly number[];
  readonly tone: 'seal' | 'tide';
};

const WIDTH = 600;
const HEIGHT = 220;

type LineChartProps = {
  /** Of the training, rising. */
  steps: readonly number[];
  curves: readonly Series[];
  /** The step that is on screen. */
  at: number;
  label: string;
  onSeek: (step: number) => void;
};

/** Curves over the steps of a training; dragging over them goes to that step. */
export function LineChart({ steps, curves, at, label, onSeek }: LineChartProps) {
  const field = useRef<SVGSVGElement>(null);
  const last = steps.at(-1) ?? 1;
  const top = useMemo(() => Math.max(...curves.flatMap(({ values }) => values)) * 1.05 || 1, [curves]);
  const x = (step: number): number => (step / last) * WIDTH;
  const y = (value: number): number => HEIGHT - (value / top) * HEIGHT;
  const index = steps.findIndex((step) => step >= at);

  function follow(event: PointerEvent): void {
    const box = field.current?.getBoundingClientRect();
    if (box === undefined || event.buttons === 0) {
      return;
    }
    const share = (event.clientX - box.left) / box.width;
    onSeek(Math.min(Math.max(share, 0), 1) * last);
  }

  return (
    <>
      <svg
        ref={field}
        class="chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          field.current?.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onPointerMove={follow}
      >
        {[0.25, 0.5, 0.75].map((share) => (
          <path key={share} class="line" d={`M0 ${HEIGHT * share}H${WIDTH}`} />
        ))}
        {curves.map(({ name, values, tone }) => (
          <polyline
            key={name}
            class={tone}
            points={values
              .map((value, i) => `${x(steps[i] ?? 0).toFixed(1)},${y(value).toFixed(1)}`)
              .join(' ')}
          />
        ))}
        <path class="now" d={`M${x(at).toFixed(1)} 0V${HEIGHT}`} />
      </svg>
      <ul class="legend">
        {curves.map(({ name, values, tone }) => (
          <li key={name} class={tone}>
            {name} <output>{(values[index < 0 ? values.length - 1 : index] ?? 0).toFixed(2)}</output>
          </li>
        ))}
        <li>0 … {top.toFixed(1)}</li>
      </ul>
    </>
  );
}
