import { useAppContext } from '../../app-context.ts';
import { useTexts } from '../../texts/language.ts';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { trainHereRoute } from '../route.ts';
import { trainHereTexts } from '../texts.ts';
import { TRAINING_SET_NAMES, type TrainingSetName } from './training-sources.ts';

/** Chooses what to train on. A training that is under way is stored, and can be gone on with. */
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
            app.router.change(trainHereRoute({ set: each }));
          }
        },
      }))}
    />
  );
}
