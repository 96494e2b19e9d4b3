import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { useKeyGesture } from '../hooks/use-key-gesture.ts';
import { useTexts } from '../texts/language.ts';
import { positionOf, valueAt } from './slider-scale.ts';
import { uiTexts } from './texts.ts';
import { useSliderGestures } from './use-slider-gestures.ts';

type SliderProps = {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** Where the slider fills from, in its middle; by default 0. A zero that is not between min and max counts as min. */
  zero?: number;
  /** What a double press brings back; by default `zero`, if it is between min and max. */
  initial?: number;
  /** The value as people read it. */
  valueText: string;
  /** What the two ends mean. */
  ends?: readonly [string, string];
  /** Called while the slider moves. */
  onInput: (value: number) => void;
  /** Called when the visitor lets the slider go, and at the end of a series of key presses. */
  onChange?: (value: number) => void;
  children?: ComponentChildren;
};

/**
 * A slider with its name, its value, and the meaning of its ends. A value outside min … max extends the range. The input is for the
 * keyboard and for assistive technology; what a pointer does, and how the slider looks, is the same in every browser.
 */
export function Slider(props: SliderProps) {
  const { label, value, step, zero = 0, valueText, ends, onInput, onChange, children } = props;
  const { slider } = useTexts(uiTexts);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const min = Math.min(props.min, value);
  const max = Math.max(props.max, value);
  const isCentred = min < zero && zero < max;
  const initial = props.initial ?? (isCentred ? zero : undefined);
  const scale = { min, max, zero };
  const position = positionOf(value, scale);
  const moved = useRef(value);
  const keys = useKeyGesture(() => onChange?.(value));
  const isKeyDown = useRef(false);

  function reset(): void {
    if (initial !== undefined) {
      onInput(initial);
      onChange?.(initial);
    }
  }
  const gestures = useSliderGestures({
    position,
    onMoveStart() {
      moved.current = value;
      input.current?.focus({ preventScroll: true });
    },
    onMove(to) {
      const next = valueAt(to, scale, step);
      if (next !== moved.current) {
        moved.current = next;
        onInput(next);
      }
    },
    onMoveEnd: () => onChange?.(moved.current),
    onDoublePress: reset,
  });

  return (
    <div class="slider">
      <div class="slider-header">
        <label for={id}>{label}</label>
        <output for={id}>{valueText}</output>
      </div>
      <div
        class={isCentred && value === zero ? 'slider-track at-zero' : 'slider-track'}
        style={{ '--position': `${100 * position}%` }}
        title={initial === undefined ? undefined : slider.doublePress}
        {...gestures}
      >
        <input
          ref={input}
          id={id}
          type="range"
          min={min}
          max={max}
          step={step}
          value={value}
          aria-valuetext={valueText}
          onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
          onChange={(event) =>
            isKeyDown.current ? keys.press() : onChange?.(event.currentTarget.valueAsNumber)
          }
          onKeyDown={(event) => {
            isKeyDown.current = true;
            if (event.key === 'Delete' || event.key === 'Backspace') {
              reset();
            }
          }}
          onKeyUp={() => {
            isKeyDown.current = false;
          }}
          onBlur={() => {
            isKeyDown.current = false;
            keys.end();
          }}
        />
        {isCentred && <span class="slider-zero" />}
        <span class="slider-fill" />
        <span class="slider-thumb" />
      </div>
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
