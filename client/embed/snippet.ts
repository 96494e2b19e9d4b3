/** The HTML that puts a face on a page. */

import { usualSizeFor } from '../../picture/face-sizes.ts';
import { htmlAttribute } from '../html-attribute.ts';

/** The custom element, a frame for pages that allow no script of another site, or a picture for everything else. */
export const EMBED_KINDS = ['element', 'frame', 'picture'] as const;
export type EmbedKind = (typeof EMBED_KINDS)[number];

export type SnippetOptions = {
  readonly kind: EmbedKind;
  /** A valid share code. */
  readonly code: string;
  /** The edge in CSS pixels. */
  readonly size: number;
  readonly interactive: boolean;
  readonly controls: boolean;
  readonly walk: boolean;
  /** The release to pin, and the integrity hash of its script; null for the latest version 1. */
  readonly pinned: { readonly version: string; readonly integrity: string } | null;
  /** The text alternative of the picture. */
  readonly alt: string;
};

/**
 * The HTML to paste into a page.
 *
 * @param origin of the site, without a trailing slash
 */
export function snippetOf(options: SnippetOptions, origin: string): string {
  const { kind, code, size, alt } = options;
  const box = `${htmlAttribute('width', size)} ${htmlAttribute('height', size)}`;
  if (kind === 'frame') {
    const source = htmlAttribute('src', `${origin}/embed/${code}`);
    return `<iframe ${source} ${box} ${htmlAttribute('title', alt)}
  sandbox="allow-scripts" loading="lazy" style="border: 0"></iframe>`;
  }
  // Where there are no elements, such as in mail, not everything reads WebP. The element asks for the same WebP, which is fetched once.
  const format = kind === 'picture' ? 'png' : 'webp';
  const source = htmlAttribute('src', `${origin}/f/${code}.${format}?size=${usualSizeFor(size)}`);
  const picture = `<img ${source}\n  ${box} ${htmlAttribute('alt', alt)} loading="lazy">`;
  if (kind === 'picture') {
    return picture;
  }
  return `${scriptTag(options, origin)}
<dareka-face ${htmlAttribute('code', code)} ${htmlAttribute('size', size)}${flags(options)}>${picture}</dareka-face>`;
}

function scriptTag({ pinned }: SnippetOptions, origin: string): string {
  const script = (version: string) => htmlAttribute('src', `${origin}/embed/v${version}/dareka.js`);
  if (pinned === null) {
    return `<script type="module" ${script('1')}></script>`;
  }
  return `<script type="module" ${script(pinned.version)}
  ${htmlAttribute('integrity', pinned.integrity)} crossorigin></script>`;
}

function flags(options: SnippetOptions): string {
  return (['interactive', 'controls', 'walk'] as const)
    .filter((flag) => options[flag])
    .map((flag) => ` ${flag}`)
    .join('');
}

/** The share code in pasted text: a code, or any link to a face. */
export function codeIn(text: string): string {
  const trimmed = text.trim();
  return /\/(?:f|embed)\/([A-Za-z0-9_-]+)/.exec(trimmed)?.[1] ?? trimmed;
}
