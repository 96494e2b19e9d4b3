import type {} from '@dareka/widget/preact';
import { useState } from 'preact/hooks';
import { decodeFaceOrNull } from '../../latent/code/code.ts';
import { USUAL_SIZES } from '../../picture/face-sizes.ts';
import { Staggered } from '../page/ui/staggered.tsx';
import releases from '../widget/releases.json' with { type: 'json' };
import { Checkbox, Field, RadioPills } from './fields.tsx';
import { codeIn, EMBED_KINDS, type SnippetOptions, snippetOf } from './snippet.ts';
import { SnippetBox } from './snippet-box.tsx';
import type { EmbedTexts } from './texts.ts';

/** An entry of `releases.json`, which is empty before the first release. */
type Release = { version: string; files: { 'dareka.js': string } };

const latest = (releases as readonly Release[]).at(-1);

/** The code in the URL: `/embed?code=…`, as other pages link here. */
function codeInAddress(): string | null {
  const code = new URLSearchParams(location.search).get('code');
  return code !== null && decodeFaceOrNull(code) !== null ? code : null;
}

/** The page: a live preview, the options, and the HTML to paste. */
export function Configurator({ texts }: { texts: EmbedTexts }) {
  const [initialCode] = useState(codeInAddress);
  const [code, setCode] = useState(initialCode);
  const [typed, setTyped] = useState(initialCode ?? '');
  const [options, setOptions] = useState<Omit<SnippetOptions, 'code' | 'alt'>>({
    kind: 'element',
    size: 256,
    interactive: true,
    controls: false,
    walk: false,
    pinned: null,
  });
  const setOption = (change: Partial<typeof options>): void => setOptions({ ...options, ...change });
  function showCode(next: string | null): void {
    setCode(next);
    setTyped(next ?? '');
  }
  function onType(text: string): void {
    setTyped(text);
    const found = codeIn(text);
    if (decodeFaceOrNull(found) !== null) {
      setCode(found);
    }
  }
  const damaged = typed !== '' && decodeFaceOrNull(codeIn(typed)) === null;
  const live = options.kind === 'element';
  const another = (): void => void document.querySelector('dareka-face')?.another();

  return (
    <Staggered>
      <header class="page-header">
        <h1>{texts.title}</h1>
        <p class="lead">{texts.lead}</p>
      </header>
      <main class="configurator">
        <section class="preview" aria-label={texts.preview}>
          <dareka-face
            key={live}
            {...(code === null ? { random: true } : { code })}
            size={options.size}
            interactive={options.kind === 'frame' || (live && options.interactive)}
            controls={live && options.controls}
            walk={live && options.walk}
            ondareka-change={({ detail }) => showCode(detail.code)}
            ondareka-error={({ detail }) => {
              // Offline the site has no picture, but this device can draw one.
              if (detail.reason === 'offline') {
                document
                  .querySelector('dareka-face')
                  ?.activate()
                  .catch(() => {});
              }
            }}
          />
        </section>
        <form class="options" onSubmit={(event) => event.preventDefault()}>
          <Staggered>
            <Field label={texts.face} hint={damaged ? texts.damaged : texts.faceHint} wrong={damaged}>
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
                    onInput={(event) => onType(event.currentTarget.value)}
                  />
                  <button type="button" class="button" onClick={another}>
                    {texts.another}
                  </button>
                </div>
              )}
            </Field>
            <RadioPills
              label={texts.kind}
              hint={texts.kindHints[options.kind]}
              options={EMBED_KINDS.map((kind) => ({ value: kind, text: texts.kinds[kind] }))}
              chosen={options.kind}
              choose={(kind) => setOption({ kind })}
            />
            <RadioPills
              label={texts.size}
              options={USUAL_SIZES.map((size) => ({
                value: size,
                text: String(size),
                title: texts.pixels(size),
              }))}
              chosen={options.size}
              choose={(size) => setOption({ size })}
            />
            {live && (
              <fieldset class="checks">
                <legend>{texts.options}</legend>
                {(['interactive', 'controls', 'walk'] as const).map((flag) => (
                  <Checkbox
                    key={flag}
                    text={texts[flag]}
                    checked={options[flag]}
                    check={(on) => setOption({ [flag]: on })}
                  />
                ))}
              </fieldset>
            )}
            {live && latest !== undefined && (
              <RadioPills
                label={texts.version}
                options={[
                  { value: 'floating', text: texts.floating },
                  { value: 'pinned', text: texts.pinned(latest.version) },
                ]}
                chosen={options.pinned === null ? 'floating' : 'pinned'}
                choose={(which) => {
                  const { version, files } = latest;
                  const pinned = { version, integrity: files['dareka.js'] };
                  setOption({ pinned: which === 'pinned' ? pinned : null });
                }}
              />
            )}
            <SnippetBox
              text={code === null ? '' : snippetOf({ ...options, code, alt: texts.alt }, location.origin)}
              texts={texts}
            />
          </Staggered>
        </form>
      </main>
      <footer class="page-footer">
        <p>
          <a href="/">{texts.home}</a>
        </p>
        <p>
          <a href="/api/docs">{texts.api}</a>
        </p>
      </footer>
    </Staggered>
  );
}
