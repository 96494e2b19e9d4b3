import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

type FieldProps = {
  label: string;
  hint: string;
  wrong: boolean;
  children: (id: string) => ComponentChildren;
};

/** A labelled field with a hint below. */
export function Field({ label, hint, wrong, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id)}
      <p id={`${id}-hint`} class="hint" role={wrong ? 'alert' : undefined}>
        {hint}
      </p>
    </div>
  );
}

type PillsProps<T> = {
  label: string;
  hint?: string;
  options: readonly { value: T; text: string; title?: string }[];
  chosen: T;
  choose: (value: T) => void;
};

/** Radio buttons side by side. */
export function RadioPills<T extends string | number>({
  label,
  hint,
  options,
  chosen,
  choose,
}: PillsProps<T>) {
  const name = useId();
  return (
    <fieldset class="pill-radios">
      <legend>{label}</legend>
      <div>
        {options.map(({ value, text, title }) => (
          <label key={value} title={title}>
            <input type="radio" name={name} checked={value === chosen} onChange={() => choose(value)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
      {hint !== undefined && <p class="hint">{hint}</p>}
    </fieldset>
  );
}

type CheckProps = { text: string; checked: boolean; check: (on: boolean) => void };

export function Checkbox({ text, checked, check }: CheckProps) {
  return (
    <label class="checkbox-field">
      <input type="checkbox" checked={checked} onChange={(event) => check(event.currentTarget.checked)} />
      <span>{text}</span>
    </label>
  );
}
