import { useEffect, useState } from 'preact/hooks';
import { Range } from '../parts/range.tsx';
import { useTexts } from '../texts/index.ts';
import { contributions, outputEdge, reach } from './spread.ts';

const INPUT = 3;
const STEP_MS = 700;
/** Side of one pixel in the drawing. */
const CELL = 20;

/** What a transposed convolution does, pixel by pixel, with a kernel, stride and padding of one's own choice. */
export function Transposed() {
  const { inside } = useTexts();
  const [kernel, setKernel] = useState(4);
  const [stride, setStride] = useState(2);
  const [padding, setPadding] = useState(1);
  const [step, setStep] = useState(0);
  const [playing, setPlaying] = useState(false);
  const convolution = { input: INPUT, kernel, stride, padding };
  const edge = outputEdge(convolution);
  const steps = INPUT * INPUT;

  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setStep((before) => (before + 1) % steps), STEP_MS);
    return () => clearInterval(timer);
  }, [playing]);

  const seek = (to: number): void => {
    setPlaying(false);
    setStep(to);
  };
  return (
    <section class="panel lesson" aria-labelledby="transposed">
      <h2 id="transposed">{inside.transposed}</h2>
      <p class="aside">{inside.transposedNote}</p>
      <div class="convolution">
        <Grid
          edge={INPUT}
          label={inside.input}
          fill={(i) => (i === step ? 1 : i < step ? 0.25 : 0)}
          text={() => ''}
          marked={[step]}
        />
        <span class="arrow" aria-hidden="true">
          →
        </span>
        {edge < 1 ? (
          <p class="aside">{inside.nothingLeft}</p>
        ) : (
          <Output convolution={convolution} edge={edge} step={step} />
        )}
      </div>
      <p role="status" class="shape">
        {inside.size(INPUT, stride, kernel, padding, edge)}
      </p>
      {kernel % stride !== 0 && <p class="aside">{inside.checkerboard}</p>}
      <div class="settings">
        <Range
          label={inside.kernel}
          value={kernel}
          min={1}
          max={5}
          step={1}
          shown={`${kernel}`}
          onMove={setKernel}
        />
        <Range
          label={inside.stride}
          value={stride}
          min={1}
          max={3}
          step={1}
          shown={`${stride}`}
          onMove={setStride}
        />
        <Range
          label={inside.padding}
          value={padding}
          min={0}
          max={2}
          step={1}
          shown={`${padding}`}
          onMove={setPadding}
        />
        <Range
          label={inside.step}
          value={step}
          min={0}
          max={steps - 1}
          step={1}
          shown={`${step + 1} / ${steps}`}
          onMove={seek}
        />
      </div>
      <div class="row">
        <button type="button" class="button" aria-pressed={playing} onClick={() => setPlaying(!playing)}>
          {playing ? inside.pause : inside.play}
        </button>
      </div>
    </section>
  );
}

type OutputProps = { convolution: Parameters<typeof reach>[1]; edge: number; step: number };

function Output({ convolution, edge, step }: OutputProps) {
  const { inside } = useTexts();
  const counts = contributions(convolution, step + 1);
  const most = Math.max(1, ...contributions(convolution, INPUT * INPUT));
  const [top, bottom] = reach(Math.floor(step / INPUT), convolution);
  const [left, right] = reach(step % INPUT, convolution);
  const marked = counts.flatMap((_, i) => {
    const [x, y] = [i % edge, Math.floor(i / edge)];
    return x >= left && x < right && y >= top && y < bottom ? [i] : [];
  });
  return (
    <Grid
      edge={edge}
      label={inside.output}
      fill={(i) => (counts[i] ?? 0) / most}
      text={(i) => (counts[i] ? `${counts[i]}` : '')}
      marked={marked}
    />
  );
}

type GridProps = {
  edge: number;
  label: string;
  /** How full the colour of a pixel is, 0 … 1. */
  fill: (index: number) => number;
  text: (index: number) => string;
  marked: readonly number[];
};

function Grid({ edge, label, fill, text, marked }: GridProps) {
  const size = edge * CELL;
  return (
    <svg
      class="grid"
      viewBox={`-1 -1 ${size + 2} ${size + 2}`}
      width={size * 1.4}
      role="img"
      aria-label={`${label}: ${edge} × ${edge}`}
    >
      {Array.from({ length: edge * edge }, (_, i) => {
        const [x, y] = [(i % edge) * CELL, Math.floor(i / edge) * CELL];
        return (
          <g key={i} class={marked.includes(i) ? 'marked' : undefined}>
            <rect
              x={x + 1}
              y={y + 1}
              width={CELL - 2}
              height={CELL - 2}
              rx={3}
              fill-opacity={0.12 + 0.6 * fill(i)}
            />
            <text x={x + CELL / 2} y={y + CELL / 2 + 3.5}>
              {text(i)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
