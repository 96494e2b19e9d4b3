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
  /** While it is moved. */
  onInput: (value: number) => void;
  /** Once it rests. */
  onChange?: (value: number) => void;
  children?: ComponentChildren;
};

/** A slider with its name, its value, and what its ends mean. */
export function Slider({
  label,
  value,
  min,
  max,
  step,
  valueText: shown,
  ends,
  onInput: onMove,
  onChange: onRest,
  children,
}: SliderProps) {
  const id = useId();
  return (
    <div class="range">
      <div class="line">
        <label for={id}>{label}</label>
        <output for={id}>{shown}</output>
      </div>
      <input
        id={id}
        type="range"
        min={Math.min(min, value)}
        max={Math.max(max, value)}
        step={step}
        value={value}
        aria-valuetext={shown}
        onInput={(event) => onMove(event.currentTarget.valueAsNumber)}
        onChange={(event) => onRest?.(event.currentTarget.valueAsNumber)}
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
