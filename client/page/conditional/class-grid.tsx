import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { inputFromSeed, inputOfClass } from '../../../latent/condition/condition.ts';
import type { Condition } from '../../../latent/condition/condition-schema.ts';
import { useClassNames } from '../hooks/use-class-names.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import { useNearViewport } from '../hooks/use-near-viewport.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomSeed } from '../random-face.ts';
import { useTexts } from '../texts/language.ts';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { longestWord } from './longest-word.ts';
import { conditionalTexts } from './texts.ts';

const COLUMNS = 8;
/** A model of more classes shows only so many at once. */
const MAX_ROWS = 16;
/** About the edge of a picture, in CSS pixels. */
const EDGE = 96;
/** Half a screen: the grid is drawn only while it is on screen or about to be. */
const NEAR = '50%';
/** The first columns of every visitor. */
const FIRST_SEEDS = Array.from({ length: COLUMNS }, (_, i) => i + 1);

type ClassGridProps = {
  model: PageModel;
  condition: Condition;
  seed: number;
  ofClass: number;
  onPick: (seed: number, ofClass: number) => void;
};

/** A row for each class, and a column for each z. */
export function ClassGrid({ model, condition, seed, ofClass, onPick }: ClassGridProps) {
  const texts = useTexts(conditionalTexts);
  const table = useRef<HTMLTableElement>(null);
  const isNear = useNearViewport(table, { margin: NEAR, initial: false });
  const [others, setOthers] = useState<readonly number[]>(FIRST_SEEDS);
  const seeds = useMemo(
    () => (others.includes(seed) ? others : [seed, ...others.slice(0, COLUMNS - 1)]),
    [others, seed],
  );
  const classes = useClassNames(condition);
  const own = Math.floor(ofClass / MAX_ROWS);
  /** Which rows are shown: those with the chosen class, until others are asked for. */
  const [part, setPart] = useState(own);
  useEffect(() => setPart(own), [own, ofClass]);
  const next = (part + 1) % Math.ceil(classes.length / MAX_ROWS);
  const columns = useMemo(() => seeds.map((each) => inputFromSeed(each, model, 0)), [seeds, model]);
  const rows = useMemo(() => indicesIn(part, classes), [part, classes]);
  const latents = useMemo(
    () => rows.flatMap((index) => columns.map((input) => inputOfClass(input, index, model))),
    [rows, columns, model],
  );
  const pictures = useDrawnFaces(isNear ? model.tag : null, latents, EDGE);
  return (
    <section class="panel explainer" aria-labelledby="class-grid">
      <div class="row panel-header">
        <h2 id="class-grid">{texts.grid}</h2>
        <button
          type="button"
          class="button"
          onClick={() => setOthers([seed, ...Array.from({ length: COLUMNS - 1 }, randomSeed)])}
        >
          {texts.moreZ}
        </button>
        {next !== part && (
          <button type="button" class="button" onClick={() => setPart(next)}>
            {texts.moreClasses(
              next * MAX_ROWS + 1,
              Math.min((next + 1) * MAX_ROWS, classes.length),
              classes.length,
            )}
          </button>
        )}
      </div>
      <p class="aside">{texts.gridNote(condition)}</p>
      <table
        ref={table}
        class="class-grid"
        style={{ '--longest': longestWord(classes) }}
        aria-labelledby="class-grid"
      >
        <thead>
          <tr>
            <td />
            {seeds.map((each, column) => (
              <th key={each} scope="col" class={each === seed ? 'chosen' : undefined}>
                <i>z</i>
                <sub>{column + 1}</sub>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Staggered>
            {rows.map((index, row) => (
              <tr key={index}>
                <th scope="row" class={index === ofClass ? 'chosen' : undefined}>
                  <bdi>{classes[index]}</bdi>
                </th>
                {seeds.map((each, column) => (
                  <td key={each}>
                    <button
                      type="button"
                      class="face-button"
                      aria-label={texts.cell(classes[index] ?? '', column + 1)}
                      aria-pressed={each === seed && index === ofClass}
                      onClick={() => onPick(each, index)}
                    >
                      <PictureCanvas picture={pictures[row * COLUMNS + column]} label="" />
                    </button>
                  </td>
                ))}
              </tr>
            ))}
          </Staggered>
        </tbody>
      </table>
    </section>
  );
}

/** The indices of the classes whose rows are shown together. */
function indicesIn(part: number, classes: readonly string[]): number[] {
  return [...classes.keys()].slice(part * MAX_ROWS, (part + 1) * MAX_ROWS);
}
