/** The picture of a face that the edge drew into the document (worker/routes/share-page.ts). */

import type { PictureWords } from '../../latent/condition/picture-words.ts';

export type EdgePicture = {
  readonly code: string;
  readonly url: string;
  /** The resolution of the face's model, in pixels. */
  readonly resolution: number;
  /** What the edge calls the picture, in the language of the document. */
  readonly words: PictureWords & { readonly language: string };
};

/** @returns null where the document has none: at all other addresses, and offline */
export function readEdgePicture(): EdgePicture | null {
  const image = document.querySelector<HTMLImageElement>('.share-page img');
  const { code, resolution } = image?.dataset ?? {};
  return image === null || code === undefined || resolution === undefined
    ? null
    : {
        code,
        url: image.src,
        resolution: Number(resolution),
        words: {
          title: document.querySelector('.share-page h1')?.textContent ?? '',
          alt: image.alt,
          language: document.documentElement.lang,
        },
      };
}
