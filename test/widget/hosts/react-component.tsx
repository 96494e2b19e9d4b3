/** @jsxImportSource react */
/** The same page with the component of `@dareka/widget/react`, in React 18 or 19; rendered on a server, it is hydrated. */
import { DarekaFace } from '@dareka/widget/react';
import { StrictMode, useState } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';

export function Page({ first, site }: { first: string; site: string }) {
  const [code, setCode] = useState<string | null>(first);
  const [shown, setShown] = useState(true);
  const [walking, setWalking] = useState(false);
  return (
    <StrictMode>
      {shown && (
        <DarekaFace
          site={site}
          code={code ?? undefined}
          size={128}
          interactive
          disabled={false}
          walk={walking}
          name="avatar"
          form="outside"
          className="face"
          onChange={setCode}
          onReady={({ backend }) => {
            document.title = backend;
          }}
        />
      )}
      <button type="button" onClick={() => setShown(!shown)}>
        toggle
      </button>
      <button type="button" onClick={() => setWalking(!walking)}>
        walk
      </button>
      <output>{code}</output>
    </StrictMode>
  );
}

const root = typeof document === 'undefined' ? null : document.getElementById('app');
if (root !== null) {
  const page = <Page first={root.dataset.code ?? ''} site={root.dataset.site ?? ''} />;
  if (root.hasChildNodes()) {
    hydrateRoot(root, page);
  } else {
    createRoot(root).render(page);
  }
}
