import { useMemo, useRef, useState } from 'preact/hooks';
import { inputFromSeed } from '../../../latent/condition.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import { useNearViewport } from '../hooks/use-near-viewport.ts';
import type { PageModel } from '../page-model.ts';
import { randomSeed } from '../random-seed.ts';
import { useTexts } from '../texts/language.ts';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { conditionalTexts } from './texts.ts';

const COLUMNS = 8;
/** About the edge of a picture, in CSS pixels. */
const EDGE = 96;
/** Half a screen: it is drawn only while it is on screen or about to be. */
const NEAR = '50%';
/** The first columns of every visitor. */
const FIRST_SEEDS = Array.from({ length: COLUMNS }, (_, i) => i + 1);

type ClassGridProps = {
  model: PageModel;
  classes: readonly string[];
  seed: number;
  ofClass: number;
  onPick: (seed: number, ofClass: number) => void;
};

/** A row for each class, and a column for each z. */
export function ClassGrid({ model, classes, seed, ofClass, onPick }: ClassGridProps) {
  const texts = useTexts(conditionalTexts);
  const table = useRef<HTMLTableElement>(null);
  const isNear = useNearViewport(table, { margin: NEAR, initial: false });
  const [others, setOthers] = useState<readonly number[]>(FIRST_SEEDS);
  const seeds = useMemo(
    () => (others.includes(seed) ? others : [seed, ...others.slice(0, COLUMNS - 1)]),
    [others, seed],
  );
  const latents = useMemo(
    () => classes.flatMap((_, index) => seeds.map((each) => inputFromSeed(each, model, index))),
    [classes, seeds, model],
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
      </div>
      <p class="aside">{texts.gridNote}</p>
      <table ref={table} class="class-grid" aria-labelledby="class-grid">
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
          {classes.map((name, row) => (
            <tr key={name}>
              <th scope="row" class={row === ofClass ? 'chosen' : undefined}>
                <bdi>{name}</bdi>
              </th>
              {seeds.map((each, column) => (
                <td key={each}>
                  <button
                    type="button"
                    class="face-button"
                    aria-label={texts.cell(name, column + 1)}
                    aria-pressed={each === seed && row === ofClass}
                    onClick={() => onPick(each, row)}
                  >
                    <PictureCanvas picture={pictures[row * COLUMNS + column]} label="" />
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
