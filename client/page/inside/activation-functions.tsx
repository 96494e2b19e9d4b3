import { useState } from 'preact/hooks';
import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import { insideTexts } from './texts.ts';

/** The slope that the paper gives Leaky ReLU below zero. */
const LEAK = 0.2;
const MOST = 3;
const POINTS = 60;

const FUNCTIONS = {
  relu: (x: number) => Math.max(0, x),
  leakyRelu: (x: number) => (x < 0 ? LEAK * x : x),
  tanh: Math.tanh,
} as const;

/** ReLU, Leaky ReLU and tanh, at one value that can be moved. */
export function ActivationFunctions() {
  const inside = useTexts(insideTexts);
  const [x, setX] = useState(-1);
  return (
    <section class="panel explainer" aria-labelledby="activations">
      <h2 id="activations">{inside.activations}</h2>
      <div class="curves">
        {(['relu', 'leakyRelu', 'tanh'] as const).map((name) => (
          <figure key={name}>
            <FunctionPlot of={FUNCTIONS[name]} at={x} label={inside.activation[name]} />
            <figcaption>
              <strong>{inside.activation[name]}</strong>
              <output>{FUNCTIONS[name](x).toFixed(2)}</output>
              <span class="aside">{inside.activationNote[name]}</span>
            </figcaption>
          </figure>
        ))}
      </div>
      <Slider
        label={inside.value}
        value={x}
        min={-MOST}
        max={MOST}
        step={0.05}
        valueText={x.toFixed(2)}
        onInput={setX}
      />
    </section>
  );
}

function FunctionPlot({ of, at, label }: { of: (x: number) => number; at: number; label: string }) {
  const points = Array.from({ length: POINTS + 1 }, (_, i) => {
    const x = -MOST + (2 * MOST * i) / POINTS;
    return `${x.toFixed(3)},${(-of(x)).toFixed(3)}`;
  });
  return (
    <svg class="curve" viewBox={`${-MOST} ${-MOST} ${2 * MOST} ${1.5 * MOST}`} role="img" aria-label={label}>
      <path class="axis" d={`M${-MOST} 0H${MOST}M0 ${-MOST}V${MOST}`} />
      <polyline points={points.join(' ')} />
      <circle cx={at} cy={-of(at)} r={0.16} />
    </svg>
  );
}
