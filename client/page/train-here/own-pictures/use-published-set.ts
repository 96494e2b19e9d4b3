import { useEffect, useMemo } from 'preact/hooks';
import { useStore } from '../../store.ts';
import { type PublishedSet, TRAINING_SETS, type TrainingSetName } from '../training-sets.ts';
import { ownPictures } from './own-pictures.ts';
import { ownSet } from './own-set.ts';
import { joinPixels } from './stored-pictures.ts';

/** What is trained on: a set of this site, or the visitor's pictures as they are. */
export function usePublishedSet(name: TrainingSetName): PublishedSet {
  const { pictures, reading } = useStore(ownPictures.state);
  useEffect(() => {
    if (name === 'own') {
      void ownPictures.load();
    }
  }, [name]);
  // Not for each that is decoded: thousands are copied.
  const own = useMemo(
    () => ({
      name: 'own' as const,
      set: ownSet(TRAINING_SETS.portraits.set.recipe, reading === null ? pictures.length : 0),
      pictures: joinPixels(reading === null ? pictures : []),
    }),
    [reading === null ? pictures : null],
  );
  return name === 'own' ? own : TRAINING_SETS[name];
}
