import { useAppContext } from '../../app-context.ts';
import { openFile } from '../../saved-files/open-file.ts';
import { addWhileTraining } from '../own-pictures/add-while-training.ts';
import { ownPictures } from '../own-pictures/own-pictures.ts';
import { trainHereRoute } from '../route.ts';
import type { TrainingSession } from '../session/training-session.ts';
import type { TrainingSetName } from '../sets/training-sources.ts';
import type { GivenFile } from './given-files.ts';
import { kindOfFile } from './kind-of-file.ts';
import { receiveFiles } from './receive-files.ts';

type ReceiverOptions = {
  /** The name of the set on screen. */
  set: TrainingSetName;
  session: TrainingSession;
  onTraining: (file: GivenFile) => void;
  /** Called when pictures were added to a training that had begun, and is stored. */
  onChange: () => void;
};

export type FileReceiver = {
  /** Passes on files that were dropped, pasted or chosen as pictures, by what they are. */
  receive(files: readonly GivenFile[]): void;
  /** Takes a file that was chosen as a training. What is neither that nor pictures is refused with a reason. */
  receiveTraining(file: GivenFile): void;
};

export function useReceiver({ set, session, onTraining, onChange }: ReceiverOptions): FileReceiver {
  const app = useAppContext();
  async function takePictures(files: readonly GivenFile[]): Promise<void> {
    if (set === 'own' && session.state.get().phase !== 'idle') {
      return addWhileTraining(session, files, onChange);
    }
    // The pictures that an earlier visit kept come first.
    await ownPictures.load();
    ownPictures.add(files);
    if (set !== 'own') {
      app.router.change(trainHereRoute({ set: 'own' }));
    }
  }
  return {
    receive(files) {
      void receiveFiles(files, {
        onTraining,
        onPictures: (pictures) => void takePictures(pictures),
        ...(set !== 'own' && { onOther: (file) => void openFile(file, app) }),
      });
    },
    receiveTraining(file) {
      void kindOfFile(file).then(
        (kind) => (kind === 'pictures' ? takePictures([file]) : onTraining(file)),
        () => onTraining(file),
      );
    },
  };
}
