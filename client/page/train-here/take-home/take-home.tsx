import { useEffect, useRef, useState } from 'preact/hooks';
import type { Recipe } from '../../../../gan/recipe.ts';
import { nextTask } from '../../next-task.ts';
import { downloadFile, downloadPicture } from '../../saved-files/download.ts';
import { useSelected } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import type { TrainingSession } from '../session/training-session.ts';
import { FILE_KINDS, type FileKind, fileName } from './file-kinds.ts';
import { filmGif } from './film-gif.ts';
import { takeHomeTexts } from './texts.ts';
import './take-home.css';

const ALL = ['run', 'gif', ...FILE_KINDS.filter((kind) => kind !== 'run')] as const;

type TakeHomeProps = {
  session: TrainingSession;
  recipe: Recipe;
  /** Whether it learns from the visitor's own pictures. */
  isOwn: boolean;
  /** Whether there is nothing to take: the training is not loaded, or has not learned yet. */
  disabled: boolean;
};

/** Saves files of the training. */
export function TakeHome({ session, recipe, isOwn, disabled }: TakeHomeProps) {
  const texts = useTexts(takeHomeTexts);
  const hasFilm = useSelected(session.state, ({ snapshots }) => snapshots.length > 1);
  const [making, setMaking] = useState<(typeof ALL)[number] | null>(null);
  const [failed, setFailed] = useState(false);
  const [withPictures, setWithPictures] = useState(false);
  const unmounted = useRef(new AbortController());
  useEffect(() => () => unmounted.current.abort(), []);

  async function save(kind: FileKind | 'gif'): Promise<void> {
    const { step } = session.state.get();
    if (kind === 'gif') {
      const file = await filmGif(session.state.get().snapshots, unmounted.current.signal, () => {});
      // Not in the task in which the file was copied to this thread: saving copies it twice.
      await nextTask();
      downloadPicture(`${recipe.name}-${step}.gif`, file, { model: recipe.name });
    } else {
      downloadFile(fileName(kind, recipe, step), await session.takeHome(kind, withPictures));
    }
  }
  async function take(kind: FileKind | 'gif'): Promise<void> {
    if (making !== null) {
      return;
    }
    setMaking(kind);
    setFailed(false);
    try {
      await save(kind);
    } catch (error) {
      console.info('dareka: a file could not be made:', error);
      setFailed(!unmounted.current.signal.aborted);
    }
    setMaking(null);
  }

  // `generator` has the names of PyTorch's tutorial, which has this network only.
  const kinds = ALL.filter((kind) => kind !== 'generator' || recipe.network === 'dcgan');
  return (
    <section class="panel take-home">
      <details>
        <summary>{texts.title}</summary>
        <p role="status">{making === null ? '' : texts.making(texts.files[making].label)}</p>
        {failed && (
          <p class="notice" role="alert">
            {texts.failed}
          </p>
        )}
        <ul>
          {kinds.map((kind) => (
            <li key={kind}>
              <button
                type="button"
                class="button"
                disabled={disabled || (kind === 'gif' && !hasFilm)}
                onClick={() => void take(kind)}
              >
                {texts.files[kind].label}
              </button>
              <p class="aside">{texts.files[kind].note}</p>
              {kind === 'run' && (
                <label>
                  <input
                    type="checkbox"
                    checked={withPictures}
                    onChange={({ currentTarget }) => setWithPictures(currentTarget.checked)}
                  />
                  <span>{texts.withPictures}</span>
                </label>
              )}
              {kind === 'run' && isOwn && <p class="aside">{texts.ownNote}</p>}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
