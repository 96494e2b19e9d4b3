import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { openFile } from '../saved-files/open-file.ts';
import { type PageRoute, parseRoute } from '../shell/route.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { pictureTexts } from '../texts/pictures.ts';
import { openText, routeOfName, type TextProblem } from './open-text.ts';
import { facesTexts } from './texts.ts';

/** Why a short link opens nothing; `texts.ts` has a sentence for each. */
type ShortLinkProblem = 'unknownShortLink' | 'noAnswer';

/** One field for all that leads to a face: a link, a code, a name, or a saved picture, which can be chosen, dropped and pasted. */
export function OpenField() {
  const app = useAppContext();
  const { open: texts } = useTexts(facesTexts);
  const id = useId();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<TextProblem | ShortLinkProblem | null>(null);
  const route = useStore(app.router.route);
  /** The short link whose answer is awaited. What the visitor does in the meantime takes its place. */
  const following = useRef<AbortController | null>(null);
  useLayoutEffect(() => {
    setProblem(null);
    return () => following.current?.abort();
  }, [route]);

  function go(to: PageRoute): void {
    app.router.go(to);
    scrollTo(0, 0);
  }

  async function open(): Promise<void> {
    following.current?.abort();
    const opened = openText(text, location.origin);
    if ('route' in opened) {
      go(opened.route);
    } else if ('problem' in opened) {
      setProblem(opened.problem);
    } else {
      await follow(opened.shortLink);
    }
  }

  /** The site answers a short link with a redirection to the address of the face. */
  async function follow(shortLink: string): Promise<void> {
    following.current = new AbortController();
    const { signal } = following.current;
    try {
      const { ok, status, url } = await fetch(shortLink, { method: 'HEAD', signal });
      if (ok) {
        go(parseRoute(new URL(url)));
      } else {
        setProblem(status === 404 ? 'unknownShortLink' : 'noAnswer');
      }
    } catch {
      if (!signal.aborted) {
        setProblem('noAnswer');
      }
    }
  }

  return (
    <>
      <form
        class="open-field"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <input
          type="text"
          value={text}
          placeholder={texts.placeholder}
          aria-label={texts.label}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : id}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={(event) => {
            following.current?.abort();
            setText(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <PictureButton />
        <button type="submit" aria-label={texts.submit} title={texts.submit}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 12h15m-6-6 6 6-6 6" />
          </svg>
        </button>
      </form>
      {problem !== null && (
        <p id={id} class="bar-message of-field" role="alert">
          {texts.problems[problem]}{' '}
          {problem === 'damagedCode' && (
            <button type="button" class="button" onClick={() => go(routeOfName(text.trim()))}>
              {texts.asName}
            </button>
          )}
        </p>
      )}
    </>
  );
}

/** Lets the visitor choose a saved picture, whose face is then opened. */
function PictureButton() {
  const app = useAppContext();
  const texts = useTexts(pictureTexts);
  const input = useRef<HTMLInputElement>(null);

  async function open({ currentTarget }: { currentTarget: HTMLInputElement }): Promise<void> {
    const [file] = currentTarget.files ?? [];
    // So that choosing the same file again is a change, too.
    currentTarget.value = '';
    if (file !== undefined) {
      await openFile(file, app);
    }
  }
  return (
    <>
      <button type="button" aria-label={texts.open} title={texts.open} onClick={() => input.current?.click()}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <rect x="3.5" y="4.5" width="17" height="15" rx="2.5" />
          <path d="m4 16.5 4.5-4.5 4 4 3-3 4.5 4.5M15.5 9h.01" />
        </svg>
      </button>
      <input ref={input} type="file" hidden accept="image/*" onChange={(event) => void open(event)} />
    </>
  );
}
