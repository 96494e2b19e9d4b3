import type { RefObject } from 'preact';

type LinkFieldProps = {
  field: RefObject<HTMLInputElement | null>;
  link: string;
  /** The accessible name. */
  label: string;
};

/** A read-only field with a link, for copying by hand. */
export function LinkField({ field, link, label }: LinkFieldProps) {
  return (
    <input
      ref={field}
      type="text"
      class="text-input"
      readOnly
      value={link}
      aria-label={label}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
