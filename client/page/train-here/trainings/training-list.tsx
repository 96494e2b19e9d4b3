import { useEffect, useState } from 'preact/hooks';
import { useAppContext } from '../../app-context.ts';
import { useStore } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import { ConfirmedButton } from '../../ui/confirmed-button.tsx';
import type { Limit } from '../auto-pause/pause-rules.ts';
import { loadRules, pauseRules } from '../auto-pause/pause-rules-store.ts';
import { autoPauseTexts } from '../auto-pause/texts.ts';
import { hasPictures } from '../own-pictures/own-pictures.ts';
import { trainHereRoute } from '../route.ts';
import type { TrainingSetName } from '../sets/training-sources.ts';
import { trainHereTexts } from '../texts.ts';
import { randomId } from './choose-run.ts';
import { readSnapshot, stepsOfFilm } from './film-storage.ts';
import { deleteRun, readRuns, renameRun, type StoredRun } from './stored-runs.ts';
import { isOpenInTab } from './tab-lock.ts';
import { trainingListTexts } from './texts.ts';
import './training-list.css';

type TrainingListProps = {
  /** The set and the training on screen. */
  set: TrainingSetName;
  id: string;
  /** Whether the training on screen is in memory, and would be stored again after it was deleted. */
  isOpen: boolean;
  /** The list is read again when it changes. */
  savedStep: number | null;
  /** Says which training begins to train as soon as it is on screen. */
  setAutoStart: (id: string) => void;
  /** The training on screen was deleted. */
  onDelete: () => void;
};

/** The list of all trainings on this device, and what can be done with each; not shown where there are none. */
export function TrainingList({ set, id, isOpen, savedStep, setAutoStart, onDelete }: TrainingListProps) {
  const app = useAppContext();
  const texts = useTexts(trainingListTexts);
  const { limits } = useStore(pauseRules);
  const [runs, setRuns] = useState<readonly StoredRun[]>([]);
  const [problem, setProblem] = useState<'failed' | 'openInTab' | null>(null);

  async function read(): Promise<void> {
    setRuns(await readRuns());
    await loadRules();
  }
  useEffect(() => {
    void read();
  }, [id, savedStep]);

  async function change(work: Promise<void>): Promise<void> {
    setProblem(
      await work.then(
        () => null,
        (error: unknown) => {
          console.info('dareka: the list of trainings could not be changed:', error);
          return 'failed';
        },
      ),
    );
    await read();
  }
  async function remove(run: string): Promise<void> {
    if (await isOpenInTab(run)) {
      return setProblem('openInTab');
    }
    await change(deleteRun(run));
    if (run === id) {
      onDelete();
    }
  }
  async function goOn(run: StoredRun): Promise<void> {
    if (await hasPictures(run.set)) {
      setAutoStart(run.id);
    }
    open(run.set, run.id);
  }
  function open(to: TrainingSetName, run: string): void {
    app.router.change(trainHereRoute({ set: to, run }));
    scrollTo(0, 0);
  }

  if (runs.length === 0) {
    return null;
  }
  return (
    <section class="panel" aria-labelledby="trainings">
      <h2 id="trainings">{texts.title}</h2>
      {problem !== null && (
        <p class="notice" role="alert">
          {texts.problems[problem]}
        </p>
      )}
      <ul class="training-list">
        {runs.map((run) => (
          <Row
            key={run.id}
            run={run}
            limit={limits[run.id] ?? 'none'}
            isCurrent={run.id === id}
            isOpen={isOpen && run.id === id}
            onContinue={() => void goOn(run)}
            onRename={(name) => void change(renameRun(run, name))}
            onDelete={() => void remove(run.id)}
          />
        ))}
      </ul>
      {runs.some((run) => run.id === id) && (
        <div class="row">
          <button
            type="button"
            class="button"
            title={texts.startAnotherNote}
            onClick={() => open(set, randomId())}
          >
            {texts.startAnother}
          </button>
        </div>
      )}
    </section>
  );
}

type RowProps = {
  run: StoredRun;
  limit: Limit;
  isCurrent: boolean;
  isOpen: boolean;
  onContinue: () => void;
  onRename: (name: string) => void;
  onDelete: () => void;
};

function Row({ run, limit, isCurrent, isOpen, onContinue, onRename, onDelete }: RowProps) {
  const texts = useTexts(trainingListTexts);
  const { setNames } = useTexts(trainHereTexts);
  const pauseTexts = useTexts(autoPauseTexts);
  const [isRenaming, setRenaming] = useState(false);
  const picture = useLatestPicture(run);
  const setName = setNames[run.set];
  const name = run.name === '' ? texts.defaultName(setName, run.createdAt) : run.name;
  return (
    <li aria-current={isCurrent}>
      {picture === null ? (
        <span class="training-picture" />
      ) : (
        <span
          class="training-picture"
          role="img"
          aria-label={texts.picture(name)}
          style={{ backgroundImage: `url(${picture})` }}
        />
      )}
      <div>
        {isRenaming ? (
          <form
            class="row"
            onSubmit={(event) => {
              event.preventDefault();
              const typed = new FormData(event.currentTarget).get('name');
              setRenaming(false);
              onRename(typeof typed === 'string' && typed.trim() !== name ? typed.trim() : run.name);
            }}
          >
            <input
              name="name"
              class="text-input"
              aria-label={texts.name}
              defaultValue={name}
              maxLength={80}
              ref={selectAtOnce}
              onKeyDown={({ key }) => key === 'Escape' && setRenaming(false)}
            />
            <button type="submit" class="button">
              {texts.save}
            </button>
          </form>
        ) : (
          <strong>{name}</strong>
        )}
        <p class="aside">
          {texts.facts(setName, run.recipe.resolution, run.steps)}
          {isCurrent && ` · ${texts.current}`}
        </p>
        {limit !== 'none' && <p class="aside">{pauseTexts.stops(pauseTexts.limits[limit])}</p>}
        <div class="row">
          {!isCurrent && (
            <button type="button" class="button" aria-label={texts.continueNamed(name)} onClick={onContinue}>
              {texts.continue}
            </button>
          )}
          {!isRenaming && (
            <button type="button" class="button" onClick={() => setRenaming(true)}>
              {texts.rename}
            </button>
          )}
          {!isOpen && (
            <ConfirmedButton
              label={texts.delete}
              question={texts.deleteQuestion(name, run.steps)}
              confirm={texts.delete}
              cancel={texts.keep}
              onConfirm={onDelete}
            />
          )}
        </div>
      </div>
    </li>
  );
}

function selectAtOnce(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}

/** The URL of the newest grid of its film, or null. */
function useLatestPicture({ id, updatedAt }: StoredRun): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isCurrent = true;
    async function load(): Promise<void> {
      const newest = (await stepsOfFilm(id)).at(-1);
      const file = newest === undefined ? null : await readSnapshot(id, newest);
      if (isCurrent && file !== null) {
        made = URL.createObjectURL(new Blob([file]));
        setUrl(made);
      }
    }
    load().catch((error: unknown) => console.info('dareka: a picture of a training cannot be read:', error));
    return () => {
      isCurrent = false;
      if (made !== null) {
        URL.revokeObjectURL(made);
      }
    };
  }, [id, updatedAt]);
  return url;
}
