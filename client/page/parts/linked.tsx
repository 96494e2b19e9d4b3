import type { ComponentChildren } from 'preact';
import type { House } from '../house.ts';
import { useTexts } from '../texts/index.ts';
import { type Linked, useLinked } from './use-linked.ts';

type LinkedFaceProps = {
  house: House;
  children: (here: Extract<Linked, { state: 'here' }>) => ComponentChildren;
};

/** What a view shows of the face in the address; a word where there is none, or not yet. */
export function LinkedFace({ house, children }: LinkedFaceProps) {
  const linked = useLinked(house);
  const { status } = useTexts();
  if (linked.state === 'here') return <>{children(linked)}</>;
  if (linked.state === 'coming') {
    return (
      <p class="coming" role="status">
        {status.opening}
      </p>
    );
  }
  return (
    <p class="notice" role="alert">
      {linked.why}
    </p>
  );
}
