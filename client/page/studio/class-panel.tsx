import type { Condition } from '../../../latent/condition-schema.ts';
import { useTexts } from '../texts/language.ts';
import { ClassButtons } from '../ui/class-buttons.tsx';
import { studioTexts } from './texts.ts';

type ClassPanelProps = {
  condition: Condition;
  /** Undefined where y is of no single class. */
  chosen: number | undefined;
  onPick: (index: number) => void;
};

/** The class of the face, by a conditional model. z stays as it is. */
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
