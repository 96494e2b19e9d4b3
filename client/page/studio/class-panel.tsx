import type { Condition } from '../../../latent/condition/condition-schema.ts';
import { useTexts } from '../texts/language.ts';
import { ClassButtons } from '../ui/class-buttons.tsx';
import { studioTexts } from './texts.ts';

type ClassPanelProps = {
  condition: Condition;
  /** The index of the class; undefined where y is not that of a single one. */
  chosen: number | undefined;
  onPick: (index: number) => void;
};

/** Chooses the class of the face, in a conditional model. z stays as it is. */
export function ClassPanel({ condition, chosen, onPick }: ClassPanelProps) {
  const texts = useTexts(studioTexts);
  const title = texts.classTitle(condition);
  return (
    <section class="panel" aria-labelledby="class">
      <h2 id="class">{title}</h2>
      <p class="aside">{texts.classNote}</p>
      <ClassButtons condition={condition} label={title} chosen={chosen} onPick={onPick} />
    </section>
  );
}
