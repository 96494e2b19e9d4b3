import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** How long the button says that it copied. */
const SAID_MS = 2000;

/** A link, to see and to copy; what else there is to do stands beside the button. */
export function CopyLink({ link, children }: { link: string; children: ComponentChildren }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  useEffect(() => setCopied(false), [link]);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      // No clipboard to write to: the link is selected, ready to be copied by hand.
      field.current?.select();
    }
  };

  return (
    <div class="link">
      <input
        ref={field}
        type="text"
        readOnly
        value={link}
        aria-label="Link to this face"
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" class="button strong" onClick={() => void copy()}>
        <span aria-live="polite">{copied ? 'Copied' : 'Copy link'}</span>
      </button>
      {children}
    </div>
  );
}
