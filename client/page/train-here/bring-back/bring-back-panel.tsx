import { useRef } from 'preact/hooks';
import { useStore } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import type { GivenFile } from '../given-files/given-files.ts';
import { bringBackTexts } from './texts.ts';
import { type BringingBack, incompleteTraining } from './use-bring-back.ts';

type BringBackPanelProps = Pick<BringingBack, 'isReading' | 'problem'> & {
  /** The id of the training on screen. */
  id: string;
  /** Called with a file that was chosen, most likely one that was taken home. */
  onFile: (file: GivenFile) => void;
};

/** Chooses a file that was taken home, or made elsewhere, to be brought back. */
export function BringBackPanel({ id, isReading, problem, onFile }: BringBackPanelProps) {
  const texts = useTexts(bringBackTexts);
  const input = useRef<HTMLInputElement>(null);
  const incomplete = useStore(incompleteTraining);
  return (
    <section class="panel" aria-labelledby="bring-back">
      <h2 id="bring-back">{texts.title}</h2>
      <p class="aside">{texts.note}</p>
      {isReading && <p role="status">{texts.reading}</p>}
      {incomplete?.id === id && <p role="status">{texts[incomplete.what]}</p>}
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
          // Else choosing the same file again would be no change.
          currentTarget.value = '';
          if (file !== undefined) {
            onFile({ name: file.name, file });
          }
        }}
      />
    </section>
  );
}
