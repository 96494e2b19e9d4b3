import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { EmbedTexts } from './texts.ts';

/** How long the button says that it copied. */
const SAID_MS = 2000;

/** The HTML, to see and to copy. */
export function SnippetBox({ text, words }: { text: string; words: EmbedTexts }) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);

  useEffect(() => setCopied(false), [text]);
  useEffect(() => {
    if (!copied) {
      return;
    }
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // No clipboard to write to: the text is selected, ready to be copied by hand.
      field.current?.select();
    }
  }

  return (
    <div class="field snippet">
      <label for={id}>{words.snippet}</label>
      <textarea ref={field} id={id} readOnly rows={8} value={text} spellcheck={false} />
      <button type="button" class="button strong" disabled={text === ''} onClick={() => void copy()}>
        <span aria-live="polite">{copied ? words.copied : words.copy}</span>
      </button>
    </div>
  );
}
