import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import { MAX_WEIGHT } from './mix-route.ts';
import { mixTexts } from './texts.ts';

type BlendWeightsProps = {
  /** One for each face, 0 … MAX_WEIGHT. */
  weights: readonly number[];
  /** Called while a slider moves. */
  onInput: (weights: readonly number[]) => void;
  /** Called when the visitor lets it go. */
  onChange: (weights: readonly number[]) => void;
};

/** A slider for the weight of each face in the blend, with the share of the face. */
export function BlendWeights({ weights, onInput, onChange }: BlendWeightsProps) {
  const texts = useTexts(mixTexts);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const changed = (i: number, weight: number): number[] => weights.map((old, k) => (k === i ? weight : old));
  return (
    <>
      {weights.map((weight, i) => (
        <Slider
          key={i}
          label={texts.weight(i + 1)}
          value={weight}
          min={0}
          max={MAX_WEIGHT}
          step={1}
          valueText={`${Math.round(sum === 0 ? 100 / weights.length : (100 * weight) / sum)} %`}
          onInput={(next) => onInput(changed(i, next))}
          onChange={(next) => onChange(changed(i, next))}
        />
      ))}
    </>
  );
}
