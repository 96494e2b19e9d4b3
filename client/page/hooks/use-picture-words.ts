import { decodeFaceOrNull } from '../../../latent/code/code.ts';
import { faceWords, type PictureWords } from '../../../latent/condition/picture-words.ts';
import { useLanguage } from '../texts/language.ts';
import { useModelOnScreen } from './use-model-on-screen.ts';

/** What the picture of a share code is called; null until its model is known, and where that is not the model on screen. */
export function usePictureWords(code: string | null): PictureWords | null {
  const manifest = useModelOnScreen();
  const language = useLanguage();
  const face = code === null ? null : decodeFaceOrNull(code);
  return face !== null && face.model === manifest?.tag ? faceWords(face, manifest, language) : null;
}
