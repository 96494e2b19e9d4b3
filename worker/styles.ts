/** The look of the pages that the edge writes itself: shared faces, embeds, the API's documentation, problems. */
import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Edge } from './edge.ts';

/** Two colours and a serif, as the page has them (client/page/styles/tokens.css). */
const CSS = `:root {
  color-scheme: light dark;
  --paper: light-dark(#f5f1ea, #161412);
  --sheet: light-dark(#fffdf9, #201d1a);
  --ink: light-dark(#23201c, #efe9df);
  --soft: light-dark(#6b645a, #a59c8f);
  --line: light-dark(#ddd5c8, #38332d);
  --seal: light-dark(#b83a26, #ec7e67);
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Hiragino Mincho ProN", "Noto Serif", Georgia, serif;
}
.words, .docs, .shared { box-sizing: border-box; color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; }
html:has(> body > .words), html:has(> body > .docs) { background: var(--paper); }
.words a, .docs a, .shared a { color: var(--seal); }
.words h1, .docs h1, .docs h2, .shared h1 { font: 400 2.25rem/1.15 var(--serif); letter-spacing: -0.01em; }
.words { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }
.shared { display: grid; justify-items: center; gap: 1rem; padding: clamp(1rem, 5vw, 3rem); text-align: center; }
.shared img { width: min(32rem, 100%); height: auto; border-radius: 1.5rem; }
.shared h1, .shared p { margin: 0; }
.shared p { color: var(--soft); }
.embed { height: 100%; margin: 0; background: transparent; }
.embed dareka-face { --dareka-size: 100vmin; --dareka-radius: 6%; display: block; width: 100vmin; height: 100vmin; margin: auto; }
.embed img { display: block; width: 100%; height: 100%; object-fit: cover; border-radius: 6%; }
.embed a { position: fixed; inset: auto 4% 4% auto; padding: 0.25em 0.5em; border-radius: 1em; background: var(--sheet); color: var(--seal); font: 0.75rem/1.2 var(--serif); text-decoration: none; opacity: 0.7; }
.embed a:is(:hover, :focus-visible) { opacity: 1; }
.docs { max-width: 52rem; margin: 0 auto; padding: 3rem 1.5rem 6rem; }
.docs h2 { font-size: 1.375rem; margin: 0; overflow-wrap: anywhere; }
.docs h2 code { font-size: 1.0625rem; }
.docs section { margin-top: 1.25rem; padding: 1.25rem 1.5rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--sheet); }
.docs section p { margin: 0.5rem 0; }
.docs table { width: 100%; border-collapse: collapse; margin-top: 0.75rem; font-size: 0.9375rem; }
.docs th, .docs td { padding: 0.375rem 1rem 0.375rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
.docs th { width: 9rem; font-weight: 500; }
.docs pre, .docs code { font: 0.875rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.docs pre { overflow-x: auto; padding: 0.75rem 1rem; border-radius: 0.625rem; background: var(--paper); }
`;

/** Its name changes with it, so that it may be kept. */
const EDITION = '1';
const PATH = `/styles/${EDITION}.css`;

export const stylesheet = html`<link rel="stylesheet" href="${PATH}">`;

export const styles = new Hono<Edge>().get(PATH, (c) =>
  c.body(CSS, 200, {
    'Content-Type': 'text/css; charset=utf-8',
    'Cache-Control': 'public, max-age=86400',
  }),
);
