import type { Condition } from '../../../latent/condition/condition-schema.ts';
import { useClassNames } from '../hooks/use-class-names.ts';

type ClassButtonsProps = {
  condition: Condition;
  /** What they choose. */
  label: string;
  /** The index of the chosen class; undefined where none is, as between two. */
  chosen: number | undefined;
  onPick: (index: number) => void;
};

/** A button for each class of a conditional model. */
export function ClassButtons({ condition, label, chosen, onPick }: ClassButtonsProps) {
  const names = useClassNames(condition);
  return (
    <fieldset class="class-buttons" aria-label={label}>
      {names.map((name, index) => (
        <button
          key={name}
          type="button"
          class="button toggle"
          aria-pressed={index === chosen}
          onClick={() => onPick(index)}
        >
          <bdi>{name}</bdi>
        </button>
      ))}
    </fieldset>
  );
}
