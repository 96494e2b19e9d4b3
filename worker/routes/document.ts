/** Documents of the page, with what programs read in their heads: canonical URL, Open Graph, Twitter's cards. */
import { html } from 'hono/html';
import { encodeFace } from '../../latent/code/code.ts';
import { pictureWords } from '../../latent/condition/picture-words.ts';
import { seedFace } from '../../latent/face.ts';
import { CARD } from '../drawing/card.ts';
import { isDrawable } from '../drawing/generators.ts';
import type { WorkerContext } from '../env.ts';
import { SITE_NAME } from '../face-text.ts';
import { REVALIDATE } from '../http/cache-control.ts';
import { notModified } from '../http/entity-tag.ts';
import { type Language, languageHeaders } from '../http/language.ts';
import { sha256Hex } from '../sha256.ts';
import { type BuiltSite, streamFile } from '../site/built-site.ts';
import type { StoredFile } from '../site/catalog.ts';

/** The page, in the site. */
export const PAGE = '/page/index.html';

type Html = ReturnType<typeof html>;

export type DocumentHead = {
  /** The document's own path in the site. */
  readonly path: string;
  /** Of the texts here; without it they are the document's own, in English. */
  readonly language?: Language;
  /** Without them the document's own stay, and are repeated for Open Graph. */
  readonly title?: string;
  readonly description?: string;
  /** The path of a card, 1200 × 630. */
  readonly card: string | undefined;
  /** Its alternative text; without it that of pictures by the default model. */
  readonly alt?: string;
  /** Further elements. */
  readonly links?: Html | '';
};

/** The card of the face that the default model's probe shows; none where the edge cannot draw it. */
export function defaultCard({ defaultModel }: BuiltSite): string | undefined {
  const { tag, probe } = defaultModel;
  return isDrawable(defaultModel) ? `/f/${encodeFace(seedFace(tag, probe.seed))}/card.png` : undefined;
}

/** @throws Error if the site has no such file */
export function fileEntry({ files }: BuiltSite, file: string): StoredFile {
  const entry = files.get(file);
  if (entry === undefined) {
    throw new Error(`the site has no ${file}`);
  }
  return entry;
}

/** The Open Graph protocol (ogp.me), Twitter's cards and the canonical URL. */
function metadata(
  c: WorkerContext,
  {
    path,
    card,
    links = '',
    language = 'en',
    alt = pictureWords(c.var.site.defaultModel, language).alt,
  }: DocumentHead,
  fullTitle: string,
  text: string,
) {
  // Consumers show the name of the site beside it.
  const title = fullTitle.replace(` · ${SITE_NAME}`, '');
  const url = (to: string) => new URL(to, c.req.url).href;
  return html`
    <link rel="canonical" href="${url(path)}">
    ${links}
    <meta property="og:type" content="website">
    <meta property="og:site_name" content="${SITE_NAME}">
    <meta property="og:title" content="${title}">
    <meta property="og:description" content="${text}">
    <meta property="og:url" content="${url(path)}">
    <meta name="twitter:card" content="${card === undefined ? 'summary' : 'summary_large_image'}">
    <meta name="twitter:title" content="${title}">
    <meta name="twitter:description" content="${text}">
    ${
      card === undefined
        ? ''
        : html`<meta property="og:image" content="${url(card)}">
    <meta property="og:image:type" content="image/png">
    <meta property="og:image:width" content="${CARD.width}">
    <meta property="og:image:height" content="${CARD.height}">
    <meta property="og:image:alt" content="${alt}">
    <meta name="twitter:image" content="${url(card)}">
    <meta name="twitter:image:alt" content="${alt}">`
    }
  `;
}

/**
 * The answer to a request for a document of the page.
 *
 * @param file in the site, such as `/page/index.html`
 * @param body instead of what the document shows until its script runs
 */
export async function serveDocument(
  c: WorkerContext,
  file: string,
  head: DocumentHead,
  body?: Html,
): Promise<Response> {
  const { type, sha256 } = fileEntry(c.var.site, file);
  const { path, title = '', description = '', card, links = '', language } = head;
  const url = new URL(path, c.req.url).href;
  const added = [url, title, description, card, await links, await body].join('\n');
  // Weak: it names what is written together, not the bytes of the whole.
  const tag = `W/"${(await sha256Hex(`${sha256}\n${added}`)).slice(0, 32)}"`;
  const inLanguage = language === undefined ? {} : languageHeaders(language);
  const validators = { 'Cache-Control': REVALIDATE, ETag: tag, ...inLanguage };
  const unchanged = notModified(c.req.raw, validators);
  if (unchanged !== undefined) {
    return unchanged;
  }
  const found = { title, description };
  const document = new Response(await streamFile(c.var.site, file), {
    headers: { ...validators, 'Content-Type': type },
  });
  return new HTMLRewriter()
    .on('html', {
      element(element) {
        if (language !== undefined) {
          element.setAttribute('lang', language);
        }
      },
    })
    .on('head > title', {
      element(element) {
        if (title !== '') {
          element.setInnerContent(title);
        }
      },
      text({ text }) {
        if (title === '') {
          found.title += text;
        }
      },
    })
    .on('head > meta[name="description"]', {
      element(element) {
        if (description !== '') {
          element.setAttribute('content', description);
        } else {
          found.description = element.getAttribute('content') ?? '';
        }
      },
    })
    .on('head', {
      element(element) {
        element.onEndTag(async (end) => {
          end.before(String(await metadata(c, head, found.title, found.description)), { html: true });
        });
      },
    })
    .on('#page', {
      async element(element) {
        if (body !== undefined) {
          element.setInnerContent(String(await body), { html: true });
        }
      },
    })
    .transform(document);
}
