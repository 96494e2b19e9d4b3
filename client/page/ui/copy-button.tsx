import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../texts/language.ts';
import { uiTexts } from './texts.ts';

/** How long the button says "copied". */
const CONFIRMATION_MS = 2000;

type CopyButtonProps = {
  text: string;
  label: string;
  primary?: boolean;
  disabled?: boolean;
  /** Writes something else to the clipboard, such as a picture; `text` then only tells one from another. */
  write?: () => Promise<void>;
  /** Called if the browser does not allow the page to write to the clipboard. */
  onRefused: () => void;
};

/** A button that copies a text or a picture, and confirms it. */
export function CopyButton({ text, label, primary, disabled, write, onRefused }: CopyButtonProps) {
  const { share } = useTexts(uiTexts);
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    setCopied(false);
    return () => clearTimeout(timer.current);
  }, [text]);

  async function copy(): Promise<void> {
    try {
      await (write === undefined ? navigator.clipboard.writeText(text) : write());
    } catch {
      onRefused();
      return;
    }
    setCopied(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), CONFIRMATION_MS);
  }

  return (
    <button
      type="button"
      class={primary ? 'button primary' : 'button'}
      disabled={disabled}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{copied ? share.copied : label}</span>
    </button>
  );
}
