/**
 * The widget's styles, set through CSSOM, which no content security policy forbids. `all: initial` stops inheritance from the
 * page. Only a slotted picture is styled by the page, too, and needs `!important`.
 */
const CSS = `
:host {
  display: inline-block;
  inline-size: var(--dareka-size, var(--size, 256px));
  max-inline-size: 100%;
  vertical-align: middle;
}
:host([hidden]) { display: none; }
.root {
  all: initial;
  display: block;
  container-type: inline-size;
  color-scheme: inherit;
  font: 500 14px/1.2 var(--dareka-font, system-ui, sans-serif);
  color: var(--dareka-ink, light-dark(#23201c, #efe9df));
  --accent: var(--dareka-accent, light-dark(#b83a26, #ec7e67));
  --sheet: var(--dareka-background, light-dark(#e9e2d6, #262320));
}
.frame {
  position: relative;
  overflow: hidden;
  aspect-ratio: 1;
  border-radius: var(--dareka-radius, 12px);
  background:
    radial-gradient(circle at 50% 42%, var(--shade) 19%, transparent 19.6%),
    radial-gradient(ellipse 42% 34% at 50% 98%, var(--shade) 99%, transparent),
    var(--sheet);
  --shade: color-mix(in srgb, var(--dareka-ink, light-dark(#23201c, #efe9df)) 9%, transparent);
  user-select: none;
  -webkit-user-select: none;
  -webkit-tap-highlight-color: transparent;
}
.frame[tabindex] { touch-action: pan-y; cursor: grab; }
.frame[tabindex]:active { cursor: grabbing; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.frame > *, ::slotted(img) { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
.frame > * { object-fit: cover; pointer-events: none; }
.frame > [hidden] { display: none; }
slot { display: block; }
.missing { opacity: 0; }
::slotted(img) {
  all: unset !important;
  position: absolute !important;
  inset: 0 !important;
  inline-size: 100% !important;
  block-size: 100% !important;
  object-fit: cover !important;
}
.frame.shown slot { display: none; }
.frame > progress {
  appearance: none;
  inset: auto 0 0;
  block-size: 4px;
  border: 0;
  background: transparent;
  color: var(--accent);
}
progress::-webkit-progress-bar { background: transparent; }
progress::-webkit-progress-value { background: var(--accent); }
progress::-moz-progress-bar { background: var(--accent); }
.bar { display: flex; align-items: center; gap: 4px; block-size: 44px; margin-block-start: 4px; }
.bar[hidden], .bar > [hidden] { display: none; }
.bar > * { flex: none; box-sizing: border-box; min-inline-size: 0; font: inherit; color: inherit; margin: 0; }
button {
  display: grid;
  place-items: center;
  inline-size: 44px;
  block-size: 44px;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: var(--sheet);
  cursor: pointer;
}
button.on { background: var(--accent); color: light-dark(#fffaf4, #1d100c); }
button:disabled, select:disabled, input:disabled { opacity: 0.5; cursor: default; }
svg { inline-size: 20px; block-size: 20px; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.bar > select { flex: 1 1 5em; block-size: 44px; padding: 0 4px; border: 0; border-radius: 8px; background: transparent; }
.bar > input { flex: 1 1 4em; block-size: 44px; accent-color: var(--accent); }
@container (inline-size < 220px) {
  .bar { flex-wrap: wrap; align-content: start; block-size: 96px; }
  .bar > select, .bar > input { flex-basis: 100%; block-size: 28px; }
  .bar > button { flex: 1 1 24px; max-inline-size: 30px; block-size: 30px; }
}
`;

/** The sheet that all widgets of a document share. */
const shared = new WeakMap<Document, CSSStyleSheet>();

/**
 * Sets the styles of a widget: the shared sheet, and its `size`, which the page's styles override. A constructed sheet belongs
 * to one document, and an element that moves to another one loses its sheets. A document without a window, such as that of a
 * template, shows nothing and needs none.
 *
 * @param size a CSS length; null for the default
 */
export function adoptStyles(shadow: ShadowRoot, size: string | null): void {
  const { ownerDocument } = shadow;
  const view = ownerDocument.defaultView as typeof globalThis | null;
  if (view === null) {
    return;
  }
  let sheet = shared.get(ownerDocument);
  if (sheet === undefined) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(CSS);
    shared.set(ownerDocument, sheet);
  }
  const own = new view.CSSStyleSheet();
  if (size !== null) {
    own.replaceSync(`:host { --size: ${size}; }`);
  }
  shadow.adoptedStyleSheets = [sheet, own];
}
