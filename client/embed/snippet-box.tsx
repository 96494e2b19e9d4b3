import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { EmbedTexts } from './texts.ts';

/** How long the button confirms that it copied. */
const CONFIRMATION_MS = 2000;

/** The HTML, with a button that copies it. */
export function SnippetBox({ text, texts }: { text: string; texts: EmbedTexts }) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);

  useEffect(() => setCopied(false), [text]);
  useEffect(() => {
    if (!copied) {
      return;
    }
    const timer = setTimeout(() => setCopied(false), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Without access to the clipboard the text is selected, so that the user can copy it.
      field.current?.select();
    }
  }

  return (
    <div class="field snippet">
      <label for={id}>{texts.snippet}</label>
      <textarea ref={field} id={id} readOnly rows={8} value={text} spellcheck={false} />
      <button type="button" class="button primary" disabled={text === ''} onClick={() => void copy()}>
        <span aria-live="polite">{copied ? texts.copied : texts.copy}</span>
      </button>
    </div>
  );
}
