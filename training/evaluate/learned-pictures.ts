/** Which pictures of its data a model learned from: all, or those that have one of its classes. */
import type { ClassChoice } from '../../gan/class-choice.ts';
import type { Dataset } from '../data/dataset.ts';
import { orderPictures } from '../data/labels/loaded-classes.ts';
import type { TestedGenerator } from './tested-generator.ts';

/**
 * How the training found the classes, by its recipe, whose keys may be those of an earlier build; undefined for a generator without classes. Pictures
 * are as frequent as in the data, also where the training balanced the classes: each is compared with once.
 */
export function classChoice({
  recipe = {},
  condition,
}: Pick<TestedGenerator, 'recipe' | 'condition'>): ClassChoice | undefined {
  const { classField, classes, unlabelled } = recipe;
  return (
    condition && {
      classes: typeof classes === 'string' && classes !== '' ? classes : condition.classes.join(', '),
      classField: typeof classField === 'string' ? classField : '',
      classBalance: 'data',
      unlabelled: unlabelled === 'ignore' ? 'ignore' : 'refuse',
    }
  );
}

export type LearnedPictures = {
  readonly source: Dataset;
  /** The share of the pictures that each class has; undefined without classes. */
  readonly frequencies: readonly number[] | undefined;
};

/** @throws as `readClasses` does, where the pictures have other classes */
export async function learnedPictures(
  all: Dataset,
  choice: ClassChoice | undefined,
): Promise<LearnedPictures> {
  const { source, classes } = await orderPictures(all, choice, 0, () => {});
  return { source, frequencies: classes?.frequencies };
}
