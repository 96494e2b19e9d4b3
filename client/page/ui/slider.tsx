import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

type SliderProps = {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** The value as people read it. */
  valueText: string;
  /** What the two ends mean. */
  ends?: readonly [string, string];
  /** Called while the slider moves. */
  onInput: (value: number) => void;
  /** Called when the visitor lets it go. */
  onChange?: (value: number) => void;
  children?: ComponentChildren;
};

/** A slider with its name, its value, and the meaning of its ends. A value outside min … max extends the range. */
export function Slider(props: SliderProps) {
  const { label, value, min, max, step, valueText, ends, onInput, onChange, children } = props;
  const id = useId();
  return (
    <div class="slider">
      <div class="slider-header">
        <label for={id}>{label}</label>
        <output for={id}>{valueText}</output>
      </div>
      <input
        id={id}
        type="range"
        min={Math.min(min, value)}
        max={Math.max(max, value)}
        step={step}
        value={value}
        aria-valuetext={valueText}
        onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
        onChange={(event) => onChange?.(event.currentTarget.valueAsNumber)}
      />
      {ends && (
        <span class="ends" aria-hidden="true">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </span>
      )}
      {children}
    </div>
  );
}
