import type { ComponentChildren } from 'preact';
import { type UrlFace, useFaceFromUrl } from '../hooks/use-face-from-url.ts';
import { Loading } from './loading.tsx';

type FaceFromUrlProps = {
  children: (loaded: Extract<UrlFace, { state: 'loaded' }>) => ComponentChildren;
};

/** Renders its children with the face of the address; a placeholder until that is loaded, or the reason why it cannot be shown. */
export function FaceFromUrl({ children }: FaceFromUrlProps) {
  const urlFace = useFaceFromUrl();
  if (urlFace.state === 'loaded') {
    return <>{children(urlFace)}</>;
  }
  if (urlFace.state === 'loading') {
    return <Loading />;
  }
  return (
    <p class="notice" role="alert">
      {urlFace.reason}
    </p>
  );
}
