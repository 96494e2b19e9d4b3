/** What the edge called the face of the address: "A 7 that nobody wrote" for one of a model that draws digits. */
import { parseFacePath } from './shell/route.ts';

export type EdgeTitle = { readonly code: string; readonly language: string; readonly title: string };

/** Null where the address is of no face, or nobody wrote the head for it. Call it before the head is changed. */
export function readEdgeTitle(): EdgeTitle | null {
  const code = parseFacePath(location.pathname);
  const isWritten = document.head.querySelector('meta[property="og:title"]') !== null;
  return code === null || !isWritten
    ? null
    : { code, language: document.documentElement.lang, title: document.title };
}
