import { useState } from 'preact/hooks';
import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import { insideTexts } from './texts.ts';

/** The slope of the paper's Leaky ReLU below zero. */
const LEAKY_SLOPE = 0.2;
/** x is within ±3. */
const MAX = 3;
const POINTS = 60;

const FUNCTIONS = {
  relu: (x: number) => Math.max(0, x),
  leakyRelu: (x: number) => (x < 0 ? LEAKY_SLOPE * x : x),
  tanh: Math.tanh,
} as const;

/** Plots of ReLU, Leaky ReLU and tanh, and their values at an x that can be moved. */
export function ActivationFunctions() {
  const texts = useTexts(insideTexts);
  const [x, setX] = useState(-1);
  return (
    <section class="panel explainer" aria-labelledby="activations">
      <h2 id="activations">{texts.activations}</h2>
      <div class="function-plots">
        {(['relu', 'leakyRelu', 'tanh'] as const).map((name) => (
          <figure key={name}>
            <FunctionPlot fn={FUNCTIONS[name]} x={x} label={texts.activation[name]} />
            <figcaption>
              <strong>{texts.activation[name]}</strong>
              <output>{FUNCTIONS[name](x).toFixed(2)}</output>
              <span class="aside">{texts.activationNote[name]}</span>
            </figcaption>
          </figure>
        ))}
      </div>
      <Slider
        label={texts.value}
        value={x}
        min={-MAX}
        max={MAX}
        step={0.05}
        valueText={x.toFixed(2)}
        onInput={setX}
      />
    </section>
  );
}

function FunctionPlot({ fn, x: marked, label }: { fn: (x: number) => number; x: number; label: string }) {
  const points = Array.from({ length: POINTS + 1 }, (_, i) => {
    const x = -MAX + (2 * MAX * i) / POINTS;
    return `${x.toFixed(3)},${(-fn(x)).toFixed(3)}`;
  });
  return (
    <svg
      class="function-plot"
      viewBox={`${-MAX} ${-MAX} ${2 * MAX} ${1.5 * MAX}`}
      role="img"
      aria-label={label}
    >
      <path d={`M${-MAX} 0H${MAX}M0 ${-MAX}V${MAX}`} />
      <polyline points={points.join(' ')} />
      <circle cx={marked} cy={-fn(marked)} r={0.16} />
    </svg>
  );
}
