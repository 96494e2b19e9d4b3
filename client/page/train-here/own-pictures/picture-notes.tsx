import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Recipe } from '../../../../gan/recipe.ts';
import { useTexts } from '../../texts/language.ts';
import type { FileProblem, OwnPicture } from './decode-messages.ts';
import { copiesAmong } from './own-pictures.ts';
import { FEW_PICTURES } from './own-set.ts';
import { ownTexts } from './texts.ts';

/** How many names of a list are shown. */
const MAX_NAMES = 100;

type PictureNotesProps = {
  pictures: readonly OwnPicture[];
  problems: readonly FileProblem[];
  /** The recipe of the training. */
  recipe: Recipe;
  onLeaveOut: (pictures: readonly OwnPicture[]) => void;
};

/** Notes on the pictures: that they are few, small, or nearly the same, and which files brought none. The training can begin all the same. */
export function PictureNotes({ pictures, problems, recipe, onLeaveOut }: PictureNotesProps) {
  const texts = useTexts(ownTexts);
  const copies = useMemo(() => copiesAmong(pictures), [pictures]);
  const edge = recipe.resolution;
  const small = pictures.filter(({ side }) => side < edge);
  // Not `Map.groupBy`, which browsers that train need not have: it is of 2024.
  const reasons = [...new Set(problems.map(({ why }) => why))];
  return (
    <>
      {pictures.length > 0 && pictures.length < FEW_PICTURES && (
        <p class="aside">{texts.few(pictures.length, recipe.augmentColour)}</p>
      )}
      {copies.length > 0 && (
        <div class="row">
          <p class="aside">{texts.copies(copies.length)}</p>
          <button type="button" class="button" onClick={() => onLeaveOut(copies)}>
            {texts.leaveOutCopies}
          </button>
        </div>
      )}
      {small.length > 0 && (
        <Names title={texts.small(small.length, edge)} names={small.map(({ name }) => name)} />
      )}
      {problems.length > 0 && (
        <div class="notice" role="alert">
          {reasons.map((reason) => {
            const names = problems.filter(({ why }) => why === reason).map(({ name }) => name);
            return <Names key={reason} title={texts.problems[reason](names.length)} names={names} />;
          })}
        </div>
      )}
    </>
  );
}

/** A sentence that unfolds to the names that it is about. */
function Names({ title, names }: { title: ComponentChildren; names: readonly string[] }) {
  const texts = useTexts(ownTexts);
  return (
    <details class="file-names">
      <summary>{title}</summary>
      <ul>
        {names.slice(0, MAX_NAMES).map((name, i) => (
          <li key={i}>
            <bdi>{name}</bdi>
          </li>
        ))}
        {names.length > MAX_NAMES && <li>{texts.moreNames(names.length - MAX_NAMES)}</li>}
      </ul>
    </details>
  );
}
