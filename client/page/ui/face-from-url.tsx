import type { ComponentChildren } from 'preact';
import { type UrlFace, useFaceFromUrl } from '../hooks/use-face-from-url.ts';
import { Loading } from './loading.tsx';

type FaceFromUrlProps = {
  children: (here: Extract<UrlFace, { state: 'here' }>) => ComponentChildren;
};

/** What a view shows of the face in the address; a word where there is none, or not yet. */
export function FaceFromUrl({ children }: FaceFromUrlProps) {
  const linked = useFaceFromUrl();
  if (linked.state === 'here') {
    return <>{children(linked)}</>;
  }
  if (linked.state === 'coming') {
    return <Loading />;
  }
  return (
    <p class="notice" role="alert">
      {linked.why}
    </p>
  );
}
