/** @jsxImportSource react */
/** A page in React: a face in a form, which an event sets, one button takes away and the other has walk. */
import type {} from '@dareka/widget/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

function Page({ first }: { first: string }) {
  const [code, setCode] = useState<string | null>(first);
  const [shown, setShown] = useState(true);
  const [walking, setWalking] = useState(false);
  return (
    <>
      {shown && (
        <dareka-face
          code={code ?? undefined}
          size={128}
          interactive
          walk={walking}
          name="avatar"
          form="outside"
          ondareka-change={({ detail }) => setCode(detail.code)}
        />
      )}
      <button type="button" onClick={() => setShown(!shown)}>
        toggle
      </button>
      <button type="button" onClick={() => setWalking(!walking)}>
        walk
      </button>
      <output>{code}</output>
    </>
  );
}

const root = document.getElementById('app');
if (root !== null) {
  createRoot(root).render(<Page first={root.dataset.code ?? ''} />);
}
