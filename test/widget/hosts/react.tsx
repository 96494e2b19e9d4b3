/** @jsxImportSource react */
/** A page in React: a face that an event sets, that a button takes away, and that a direction moves. */
import type {} from '@dareka/widget/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

function Page({ first }: { first: string }) {
  const [code, setCode] = useState<string | null>(first);
  const [shown, setShown] = useState(true);
  return (
    <>
      {shown && (
        <dareka-face
          code={code ?? undefined}
          size={128}
          interactive
          ondareka-change={({ detail }) => setCode(detail.code)}
        />
      )}
      <button type="button" onClick={() => setShown(!shown)}>
        toggle
      </button>
      <output>{code}</output>
    </>
  );
}

const root = document.getElementById('app');
if (root !== null) createRoot(root).render(<Page first={root.dataset.code ?? ''} />);
