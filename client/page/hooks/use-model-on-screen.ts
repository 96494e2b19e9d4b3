import { useEffect, useState } from 'preact/hooks';
import { decodeFaceOrNull } from '../../../latent/code/code.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';

/** Says that a view without a face on screen is about that model; null or undefined for none. */
export function useShownModel(tag: string | null | undefined): void {
  const { shownModel } = useAppContext();
  useEffect(() => {
    shownModel.set(tag ?? null);
    return () => shownModel.set(null);
  }, [shownModel, tag]);
}

/** The manifest of the model of the face on screen; without a face, of the model that the view is about, or of the default model once that can draw. */
export function useModelOnScreen(): Manifest | null {
  const app = useAppContext();
  const code = useStore(app.code);
  const defaultManifest = useStore(app.defaultManifest);
  const ofView = useStore(app.shownModel);
  const retries = useStore(app.retries);
  const [shown, setShown] = useState<Manifest | null>(null);
  const tag = (code === null ? ofView : decodeFaceOrNull(code)?.model) ?? undefined;

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
  }, [app, tag, retries]);

  if (tag === undefined) {
    return defaultManifest;
  }
  return shown?.tag === tag ? shown : null;
}
