import { useEffect, useRef, useState } from 'preact/hooks';
import { encodeFace } from '../../../../latent/code.ts';
import { seedFace } from '../../../../latent/face.ts';
import { useAppContext } from '../../app-context.ts';
import { createStore, useStore } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import { ownPictures } from '../own-pictures/own-pictures.ts';
import { formatLessonRoute } from '../route.ts';
import type { ChosenRun } from '../trainings/chosen-run.ts';
import { bringBack } from './bring-back.ts';
import { BringBackError, type BringBackProblem } from './brought-back.ts';
import { bringBackTexts } from './texts.ts';
import { useBroughtFile } from './use-brought-file.ts';

/** What the latest training that was brought back lacked. */
const lacks = createStore<{ id: string; what: 'weightsOnly' | 'generatorOnly' } | null>(null);

type BringBackPanelProps = {
  /** The training on screen. */
  run: ChosenRun;
  /** A training is to go on at once, after its address was opened. */
  onContinue: (id: string) => void;
};

/** Takes a file that was taken home, or was made elsewhere, by a button or by dropping it. */
export function BringBackPanel({ run, onContinue }: BringBackPanelProps) {
  const app = useAppContext();
  const texts = useTexts(bringBackTexts);
  const input = useRef<HTMLInputElement>(null);
  const [isReading, setReading] = useState(false);
  const [problem, setProblem] = useState<BringBackProblem | null>(null);
  const lacking = useStore(lacks);
  const unmounted = useRef(new AbortController());
  useEffect(() => () => unmounted.current.abort(), []);

  async function open(file: File): Promise<void> {
    setReading(true);
    setProblem(null);
    try {
      const stored = await bringBack(file, run.name, run.set.recipe, unmounted.current.signal);
      if (stored.kind === 'model') {
        const view = stored.isConditional ? 'conditional' : 'studio';
        app.router.go({ view, code: encodeFace(seedFace(stored.tag, 1)), parts: [] });
        return;
      }
      const { id, set, fresh, pictures } = stored;
      if (set === 'own' && pictures.length > 0) {
        ownPictures.replace(pictures);
      }
      const what = fresh.discriminator ? 'generatorOnly' : 'weightsOnly';
      lacks.set(fresh.moments ? { id, what } : null);
      onContinue(id);
      const parts = formatLessonRoute({ set, run: id, scenario: null, settings: {} });
      app.router.change({ view: 'lesson', code: null, parts });
    } catch (error) {
      if (!unmounted.current.signal.aborted) {
        console.info('dareka: a file could not be brought back:', error);
        setProblem(error instanceof BringBackError ? error.problem : { kind: 'unknown' });
      }
    }
    setReading(false);
  }
  const isOver = useBroughtFile((file) => void open(file));

  return (
    <section class="panel" aria-labelledby="bring-back">
      <h2 id="bring-back">{texts.title}</h2>
      <p class="aside">{texts.note}</p>
      {isReading && <p role="status">{texts.reading}</p>}
      {lacking?.id === run.id && <p role="status">{texts[lacking.what]}</p>}
      {problem !== null && (
        <p class="notice" role="alert">
          {texts.problem(problem)}
        </p>
      )}
      <div class="row">
        <button type="button" class="button" onClick={() => input.current?.click()}>
          {texts.choose}
        </button>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".zip,.safetensors"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) {
            void open(file);
          }
          // So that choosing the same file again is a change, too.
          currentTarget.value = '';
        }}
      />
      {isOver && <p class="drop-target">{texts.drop}</p>}
    </section>
  );
}
