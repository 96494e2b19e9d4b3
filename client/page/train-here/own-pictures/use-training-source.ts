import { useEffect, useMemo, useReducer } from 'preact/hooks';
import { useStore } from '../../store.ts';
import { TRAINING_SOURCES, type TrainingSetName, type TrainingSource } from '../sets/training-sources.ts';
import { ownPictures } from './own-pictures.ts';
import { ownSet } from './own-set.ts';
import { joinedPixels, joinInPieces } from './stored-pictures.ts';

/** The source of that name: a set of this site, or the pictures that the visitor has chosen so far. */
export function useTrainingSource(name: TrainingSetName): TrainingSource {
  const { pictures, reading } = useStore(ownPictures.state);
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (name === 'own') {
      void ownPictures.load();
    }
  }, [name]);
  // Not while pictures are being decoded: it would copy thousands for each new one.
  const joined = name === 'own' && reading === null ? joinedPixels(pictures) : null;
  useEffect(() => {
    if (name === 'own' && reading === null && joinedPixels(pictures) === null) {
      void joinInPieces(pictures).then(() => renderAgain(undefined));
    }
  }, [name, pictures, reading]);
  const own = useMemo(
    () => ({
      name: 'own' as const,
      set: ownSet(TRAINING_SOURCES.portraits.set.recipe, joined === null ? 0 : pictures.length),
      pictures: joined ?? new Uint8ClampedArray(),
    }),
    [joined],
  );
  return name === 'own' ? own : TRAINING_SOURCES[name];
}
