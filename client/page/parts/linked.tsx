import type { ComponentChildren } from 'preact';
import type { House } from '../house.ts';
import { Coming } from './coming.tsx';
import { type Linked, useLinked } from './use-linked.ts';

type LinkedFaceProps = {
  house: House;
  children: (here: Extract<Linked, { state: 'here' }>) => ComponentChildren;
};

/** What a view shows of the face in the address; a word where there is none, or not yet. */
export function LinkedFace({ house, children }: LinkedFaceProps) {
  const linked = useLinked(house);
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
