import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import {
  type ConvolutionGeometry,
  convolutionOutputSize,
  coverage,
  transposedOutputSize,
  windowOf,
} from './convolution-geometry.ts';
import { insideTexts } from './texts.ts';

/** The input's edge in pixels: of a transposed convolution, and of a strided one. */
const SMALL = 3;
const LARGE = 6;
const STEP_MS = 700;
/** The edge of one pixel in the drawing, in its units. */
const CELL = 20;
/** Ends of the sliders. */
const LIMITS = { kernel: [1, 5], stride: [1, 3], padding: [0, 2] } as const;
const SETTINGS = ['kernel', 'stride', 'padding'] as const;

type ConvolutionKind = 'transposed' | 'strided';

/** A convolution pixel by pixel, with sliders for kernel, stride and padding. */
export function ConvolutionDemo({ kind }: { kind: ConvolutionKind }) {
  const texts = useTexts(insideTexts);
  const [geometry, setGeometry] = useState<ConvolutionGeometry>({ kernel: 4, stride: 2, padding: 1 });
  const [requestedStep, setStep] = useState(0);
  const [playing, setPlaying] = useState(false);
  const small = kind === 'transposed' ? SMALL : convolutionOutputSize(LARGE, geometry);
  const large = kind === 'transposed' ? transposedOutputSize(SMALL, geometry) : LARGE;
  const steps = Math.max(1, small * small);
  const step = Math.min(requestedStep, steps - 1);

  useEffect(() => {
    if (!playing) {
      return;
    }
    const timer = setInterval(() => setStep((before) => (before + 1) % steps), STEP_MS);
    return () => clearInterval(timer);
  }, [playing, steps]);

  function seek(to: number): void {
    setPlaying(false);
    setStep(to);
  }
  const kindTexts = texts.convolution[kind];
  return (
    <section class="panel explainer" aria-labelledby={kind}>
      <h2 id={kind}>{kindTexts.title}</h2>
      <p class="aside">{kindTexts.note}</p>
      <div class="convolution">
        {small < 1 || large < 1 ? (
          <p class="aside">{kindTexts.nothingLeft}</p>
        ) : (
          <Grids kind={kind} small={small} large={large} geometry={geometry} step={step} />
        )}
      </div>
      <p role="status" class="shape">
        {kindTexts.size(kind === 'transposed' ? small : large, geometry)}
      </p>
      <p class="aside remark">{kindTexts.remark(geometry)}</p>
      <div class="settings">
        {SETTINGS.map((name) => (
          <Slider
            key={name}
            label={texts[name]}
            value={geometry[name]}
            min={LIMITS[name][0]}
            max={LIMITS[name][1]}
            step={1}
            valueText={`${geometry[name]}`}
            onInput={(value) => setGeometry({ ...geometry, [name]: value })}
          />
        ))}
        <Slider
          label={kindTexts.step}
          value={step}
          min={0}
          max={steps - 1}
          step={1}
          valueText={`${step + 1} / ${steps}`}
          onInput={seek}
        />
      </div>
      <div class="row">
        <button type="button" class="button" onClick={() => setPlaying(!playing)}>
          {playing ? texts.pause : texts.play}
        </button>
      </div>
    </section>
  );
}

type GridsProps = {
  kind: ConvolutionKind;
  small: number;
  large: number;
  geometry: ConvolutionGeometry;
  step: number;
};

/** Input and output, with the current pixel of the small grid and its window in the large one. */
function Grids({ kind, small, large, geometry, step }: GridsProps) {
  const texts = useTexts(insideTexts);
  const counts = coverage(small, large, geometry, step + 1);
  const most = Math.max(1, ...coverage(small, large, geometry, small * small));
  const [top, bottom] = windowOf(Math.floor(step / small), geometry, large);
  const [left, right] = windowOf(step % small, geometry, large);
  function isInWindow(i: number): boolean {
    const [x, y] = [i % large, Math.floor(i / large)];
    return x >= left && x < right && y >= top && y < bottom;
  }
  const [first, last] = kind === 'transposed' ? [texts.input, texts.output] : [texts.output, texts.input];
  const grids = [
    <Grid
      key="small"
      edge={small}
      label={texts.grid(first, small)}
      fill={(i) => fillOfStep(i, step)}
      text={() => ''}
      isMarked={(i) => i === step}
    />,
    <span key="arrow" class="arrow" aria-hidden="true">
      →
    </span>,
    <Grid
      key="large"
      edge={large}
      label={texts.grid(last, large)}
      fill={(i) => (counts[i] ?? 0) / most}
      text={(i) => (counts[i] ? `${counts[i]}` : '')}
      isMarked={isInWindow}
    />,
  ];
  return <>{kind === 'transposed' ? grids : grids.reverse()}</>;
}

/** The opacity of a pixel of the small grid: of the current one, of those before it, and of those after it. */
function fillOfStep(i: number, step: number): number {
  if (i === step) {
    return 1;
  }
  return i < step ? 0.25 : 0;
}

type GridProps = {
  edge: number;
  label: string;
  /** The opacity of a pixel's colour, 0 … 1. */
  fill: (index: number) => number;
  text: (index: number) => string;
  isMarked: (index: number) => boolean;
};

function Grid({ edge, label, fill, text, isMarked }: GridProps) {
  const size = edge * CELL;
  return (
    <svg
      class="grid"
      viewBox={`-1 -1 ${size + 2} ${size + 2}`}
      width={size * 1.4}
      role="img"
      aria-label={label}
    >
      {Array.from({ length: edge * edge }, (_, i) => {
        const [x, y] = [(i % edge) * CELL, Math.floor(i / edge) * CELL];
        return (
          <g key={i} class={isMarked(i) ? 'highlighted' : undefined}>
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
