import type {} from '@dareka/widget/preact';
import { useState } from 'preact/hooks';
import { decodeFaceOrNull } from '../../latent/code.ts';
import releases from '../widget/releases.json' with { type: 'json' };
import { Checkbox, Field, RadioPills } from './fields.tsx';
import { codeIn, EMBED_KINDS, SIZES, type SnippetOptions, snippetOf } from './snippet.ts';
import { SnippetBox } from './snippet-box.tsx';
import type { EmbedTexts } from './texts.ts';

/** What `releases.json` says; it is empty before the first release. */
type Release = { version: string; files: { 'dareka.js': string } };

const latest = (releases as readonly Release[]).at(-1);

/** The code in the address, as the wall links here: `/embed?code=…`. */
function codeInAddress(): string | null {
  const code = new URLSearchParams(location.search).get('code');
  return code !== null && decodeFaceOrNull(code) !== null ? code : null;
}

/** The whole page: a face to try, what to choose, and the HTML of it. */
export function Configurator({ words }: { words: EmbedTexts }) {
  const [asked] = useState(codeInAddress);
  const [code, setCode] = useState(asked);
  const [typed, setTyped] = useState(asked ?? '');
  const [choice, setChoice] = useState<Omit<SnippetOptions, 'code' | 'alt'>>({
    way: 'element',
    size: 256,
    interactive: true,
    controls: false,
    walk: false,
    pinned: null,
  });
  const choose = (change: Partial<typeof choice>): void => setChoice({ ...choice, ...change });
  function take(next: string | null): void {
    setCode(next);
    setTyped(next ?? '');
  }
  function type(text: string): void {
    setTyped(text);
    const found = codeIn(text);
    if (decodeFaceOrNull(found) !== null) {
      setCode(found);
    }
  }
  const damaged = typed !== '' && decodeFaceOrNull(codeIn(typed)) === null;
  const live = choice.way === 'element';
  const another = (): void => void document.querySelector('dareka-face')?.another();

  return (
    <>
      <header class="masthead">
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
      </header>
      <main class="configurator">
        <section class="trial" aria-label={words.preview}>
          <dareka-face
            key={live}
            {...(code === null ? { random: true } : { code })}
            size={choice.size}
            interactive={choice.way === 'frame' || (live && choice.interactive)}
            controls={live && choice.controls}
            walk={live && choice.walk}
            ondareka-change={({ detail }) => take(detail.code)}
          />
        </section>
        <form class="choices" onSubmit={(event) => event.preventDefault()}>
          <Field label={words.face} hint={damaged ? words.damaged : words.faceHint} wrong={damaged}>
            {(id) => (
              <div class="face">
                <input
                  id={id}
                  type="text"
                  value={typed}
                  aria-invalid={damaged}
                  aria-describedby={`${id}-hint`}
                  spellcheck={false}
                  autocomplete="off"
                  onInput={(event) => type(event.currentTarget.value)}
                />
                <button type="button" class="button" onClick={another}>
                  {words.another}
                </button>
              </div>
            )}
          </Field>
          <RadioPills
            label={words.way}
            hint={words.wayHints[choice.way]}
            options={EMBED_KINDS.map((way) => ({ value: way, text: words.ways[way] }))}
            chosen={choice.way}
            choose={(way) => choose({ way })}
          />
          <RadioPills
            label={words.size}
            options={SIZES.map((size) => ({ value: size, text: String(size), title: words.pixels(size) }))}
            chosen={choice.size}
            choose={(size) => choose({ size })}
          />
          {live && (
            <fieldset class="checks">
              <legend>{words.options}</legend>
              {(['interactive', 'controls', 'walk'] as const).map((flag) => (
                <Checkbox
                  key={flag}
                  text={words[flag]}
                  checked={choice[flag]}
                  check={(on) => choose({ [flag]: on })}
                />
              ))}
            </fieldset>
          )}
          {live && latest !== undefined && (
            <RadioPills
              label={words.version}
              options={[
                { value: 'floating', text: words.floating },
                { value: 'pinned', text: words.pinned(latest.version) },
              ]}
              chosen={choice.pinned === null ? 'floating' : 'pinned'}
              choose={(which) => {
                const { version, files } = latest;
                const pinned = { version, integrity: files['dareka.js'] };
                choose({ pinned: which === 'pinned' ? pinned : null });
              }}
            />
          )}
          <SnippetBox
            text={code === null ? '' : snippetOf({ ...choice, code, alt: words.alt }, location.origin)}
            words={words}
          />
        </form>
      </main>
      <footer class="colophon">
        <p>
          <a href="/">{words.home}</a>
        </p>
      </footer>
    </>
  );
}
