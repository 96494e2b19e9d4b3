import type { ComponentChildren } from 'preact';
import { Coming } from './coming.tsx';
import { type Linked, useLinked } from './use-linked.ts';

type LinkedFaceProps = {
  children: (here: Extract<Linked, { state: 'here' }>) => ComponentChildren;
};

/** What a view shows of the face in the address; a word where there is none, or not yet. */
export function LinkedFace({ children }: LinkedFaceProps) {
  const linked = useLinked();
  if (linked.state === 'here') {
    return <>{children(linked)}</>;
  }
  if (linked.state === 'coming') {
    return <Coming />;
  }
  return (
    <p class="notice" role="alert">
      {linked.why}
    </p>
  );
}
