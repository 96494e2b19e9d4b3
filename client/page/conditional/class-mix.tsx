import { useId, useMemo, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code/code.ts';
import { classPart, inputFromSeed } from '../../../latent/condition/condition.ts';
import { latentFace } from '../../../latent/face.ts';
import { lerp } from '../../../latent/interpolation.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { FaceRow } from '../ui/face-row.tsx';
import { Link } from '../ui/link.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { Slider } from '../ui/slider.tsx';
import { longestWord } from './longest-word.ts';
import { conditionalTexts } from './texts.ts';

/** How many pictures are drawn from one class to the other. */
const STEPS = 5;
/** In a model of more classes, only the two that are mixed have a bar. */
const MAX_BARS = 12;
/** The characters of the longest word that fits under a bar. */
const MAX_CHARACTERS = 4;

type ClassMixProps = { model: PageModel; classes: readonly string[]; seed: number; ofClass: number };

/** Two classes mixed: y between their one-hot vectors, while z stays. */
export function ClassMix({ model, classes, seed, ofClass }: ClassMixProps) {
  const texts = useTexts(conditionalTexts);
  const [chosenStart, setChosenStart] = useState<number | null>(null);
  const start = chosenStart ?? ofClass;
  const [chosenEnd, setChosenEnd] = useState<number | null>(null);
  // Until one is chosen, the next class.
  const end = chosenEnd ?? (start + 1) % classes.length;
  const [percent, setPercent] = useState(50);
  const [a, b] = [classes[start] ?? '', classes[end] ?? ''];
  const ends = useMemo(
    () => [inputFromSeed(seed, model, start), inputFromSeed(seed, model, end)] as const,
    [seed, model, start, end],
  );
  const latent = useMemo(() => lerp(...ends, percent / 100), [ends, percent]);
  const steps = useMemo(
    () => Array.from({ length: STEPS }, (_, i) => lerp(...ends, i / (STEPS - 1))),
    [ends],
  );
  const [picture] = useDrawnFaces(model.tag, [latent]);
  return (
    <section class="panel explainer" aria-labelledby="class-mix">
      <h2 id="class-mix">{texts.mix}</h2>
      <p class="aside">{texts.mixNote}</p>
      <div class="class-mix">
        <div class="mixed-picture">
          <PictureCanvas picture={picture} label={texts.mixPicture(a, b)} />
        </div>
        <div class="explainer">
          <div class="row">
            <ClassSelect label={texts.from} classes={classes} chosen={start} onPick={setChosenStart} />
            <ClassSelect label={texts.to} classes={classes} chosen={end} onPick={setChosenEnd} />
          </div>
          <Slider
            label={texts.amount}
            value={percent}
            min={0}
            max={100}
            step={1}
            initial={50}
            ends={[a, b]}
            valueText={texts.between(a, b, percent)}
            onInput={setPercent}
          />
          <YBars y={classPart(latent, model)} classes={classes} mixed={[start, end]} />
          <div class="row">
            <Link
              class="button"
              to={{ view: 'studio', code: encodeFace(latentFace(model.tag, latent)), parts: [] }}
            >
              {texts.openInStudio}
            </Link>
          </div>
        </div>
      </div>
      <FaceRow
        model={model}
        choices={steps.map((face, i) => {
          const at = Math.round((100 * i) / (STEPS - 1));
          return { face, label: texts.between(a, b, at), caption: `${at} %`, onPick: () => setPercent(at) };
        })}
      />
    </section>
  );
}

type ClassSelectProps = {
  label: string;
  classes: readonly string[];
  chosen: number;
  onPick: (index: number) => void;
};

function ClassSelect({ label, classes, chosen, onPick }: ClassSelectProps) {
  const field = useId();
  return (
    <span class="model-picker">
      <label for={field}>{label}</label>
      <select
        id={field}
        value={String(chosen)}
        onChange={(event) => onPick(Number(event.currentTarget.value))}
      >
        {classes.map((name, index) => (
          <option key={name} value={String(index)} selected={index === chosen}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}

type YBarsProps = { y: Float32Array; classes: readonly string[]; mixed: readonly number[] };

/** The numbers of y as bars, from 0 to 1. */
function YBars({ y, classes, mixed }: YBarsProps) {
  const texts = useTexts(conditionalTexts);
  const shown = [...classes.keys()].filter((i) => classes.length <= MAX_BARS || mixed.includes(i));
  return (
    <ol class={`y-bars${longestWord(classes) > MAX_CHARACTERS ? ' long' : ''}`} aria-label={texts.y}>
      {shown.map((i) => (
        <li key={i} style={{ '--share': y[i] ?? 0 }}>
          <span class="bar" aria-hidden="true" />
          <bdi>{classes[i]}</bdi>
          <small>{y[i] ? y[i].toFixed(2) : '0'}</small>
        </li>
      ))}
    </ol>
  );
}
