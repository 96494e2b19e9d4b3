import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Recipe } from '../../../gan/recipe.ts';
import { stateEntries } from '../../../gan/state-entries.ts';
import { sizeOf } from '../../../graph/tensor.ts';
import { useTexts } from '../texts/language.ts';
import { DevicePanel } from './device-panel.tsx';
import type { GivenFile } from './given-files/given-files.ts';
import { OwnPanel } from './own-pictures/own-panel.tsx';
import { Hints } from './sets/hints.tsx';
import { SetChoice } from './sets/set-choice.tsx';
import { trainingBytes } from './sets/training-files.ts';
import { sheetUrls } from './sets/training-sources.ts';
import { trainHereTexts } from './texts.ts';
import type { RunSpec } from './trainings/choose-run.ts';

type StartViewProps = {
  run: RunSpec;
  /** Its recipe, as the visitor has set it by now. */
  recipe: Recipe;
  /** Whether it is stored on this device. */
  resumes: boolean;
  /** Whether this browser has the canvas that training needs. */
  hasCanvas: boolean;
  /** What the training does not take over from the address. */
  notice: ComponentChildren;
  /** What to look for in a scenario. */
  note: ComponentChildren;
  settings: ComponentChildren;
  /** The list of trainings, and what brings one back. */
  trainings: ComponentChildren;
  /** Takes files that were chosen: pictures, most likely. */
  onFiles: (files: readonly GivenFile[]) => void;
  /** Null while the training cannot start. */
  onStart: (() => void) | null;
};

/** A training that has not begun: what it will learn from, its settings, and the button that starts it. */
export function StartView({
  run,
  recipe,
  resumes,
  hasCanvas,
  notice,
  note,
  settings,
  trainings,
  onFiles,
  onStart,
}: StartViewProps) {
  const { name } = run;
  const texts = useTexts(trainHereTexts);
  const { introduction, story } = texts.of[name];
  const bytes = useDownloadBytes(run, recipe);
  return (
    <div class="split-view train-here">
      <section class="panel introduction" aria-labelledby="introduction">
        <SetChoice name={name} />
        <h2 id="introduction">{introduction}</h2>
        {story(run.set.sheet.count, recipe.resolution).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {name === 'own' && <OwnPanel recipe={recipe} resumes={resumes} onFiles={onFiles} />}
        <dl class="description-list">
          {bytes !== null && bytes > 0 && (
            <div>
              <dt>{texts.downloadSize}</dt>
              <dd>{texts.megabytes(bytes / 1e6)}</dd>
            </div>
          )}
          <div>
            <dt>{texts.weights}</dt>
            <dd>{texts.count(countWeights(recipe))}</dd>
          </div>
        </dl>
        {notice}
        {resumes && <p role="status">{texts.resumable}</p>}
        {!hasCanvas && (
          <p class="notice" role="alert">
            {texts.noCanvas}
          </p>
        )}
        <div class="row">
          <button
            type="button"
            class="button primary"
            disabled={onStart === null}
            onClick={() => {
              onStart?.();
              // The button stands below the pictures that were chosen, and what is trained at the top.
              scrollTo(0, 0);
            }}
          >
            {resumes ? texts.resume : texts.start}
          </button>
        </div>
      </section>
      <div class="controls">
        {note}
        {settings}
        <Hints name={name} />
        {trainings}
        <DevicePanel>
          <p class="aside">{texts.localNote}</p>
        </DevicePanel>
      </div>
    </div>
  );
}

/** The size of what the training downloads, in bytes; null while it is unknown. */
function useDownloadBytes(run: RunSpec, recipe: Recipe): number | null {
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    const now = { ...run, set: { ...run.set, recipe } };
    void trainingBytes(sheetUrls(now)).then(setBytes);
  }, [run, recipe]);
  return bytes;
}

/** The number of weights of both networks. */
function countWeights(recipe: Recipe): number {
  return stateEntries(recipe)
    .filter(({ name }) => /^[GD]\./.test(name))
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
