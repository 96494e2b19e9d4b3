/** A link to be read, and to be copied by hand where a script may not. */
import type { RefObject } from 'preact';

type Props = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly link: string;
  /** What a screen reader calls it. */
  readonly label: string;
};

export function LinkField({ field, link, label }: Props) {
  return (
    <input
      ref={field}
      type="text"
      readOnly
      value={link}
      aria-label={label}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
