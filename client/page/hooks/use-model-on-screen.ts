import { useEffect, useState } from 'preact/hooks';
import { decodeFaceOrNull } from '../../../latent/code.ts';
import type { Manifest } from '../../../latent/manifest.ts';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';

/** The manifest of the model of the face on screen; without a face that of the default model, once it can draw. */
export function useModelOnScreen(): Manifest | null {
  const app = useAppContext();
  const code = useStore(app.code);
  const standard = useStore(app.defaultManifest);
  const [shown, setShown] = useState<Manifest | null>(null);
  const tag = code === null ? undefined : decodeFaceOrNull(code)?.model;

  useEffect(() => {
    if (tag === undefined) {
      return;
    }
    let isCurrent = true;
    // A failure is reported where the face is drawn.
    app.loadModel(tag).then(
      ({ manifest }) => isCurrent && setShown(manifest),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [app, tag]);

  return tag === undefined ? standard : shown?.tag === tag ? shown : null;
}
