import { useAppContext } from '../app-context.ts';
import { useTexts } from '../texts/language.ts';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { partsOfSet } from './route.ts';
import { trainHereTexts } from './texts.ts';
import { TRAINING_SET_NAMES, type TrainingSetName } from './training-sets.ts';

/** Chooses what to train on. A training that runs is kept, and rests meanwhile. */
export function SetChoice({ name }: { name: TrainingSetName }) {
  const app = useAppContext();
  const texts = useTexts(trainHereTexts);
  return (
    <SegmentedControl
      label={texts.sets}
      segments={TRAINING_SET_NAMES.map((each) => ({
        text: texts.setNames[each],
        pressed: each === name,
        onPress: () => {
          if (each !== name) {
            app.router.change({ view: 'lesson', code: null, parts: partsOfSet(each) });
          }
        },
      }))}
    />
  );
}
