/** The classes of a data set as a training uses them: only pictures that have one, in an order that balances classes or not. */
import type { ClassChoice } from '../../../gan/class-choice.ts';
import { counted } from '../../counted.ts';
import { type Dataset, keepPictures } from '../dataset.ts';
import { createEpochOrder, createEvenOrder, type EpochOrder, type PictureRef } from '../epoch-order.ts';
import { NO_CLASS, type PictureClasses, readClasses } from './classes.ts';

export type LoadedClasses = {
  /** In the order of y. */
  readonly names: readonly string[];
  /** The share of the pictures that each class has; they sum to 1. */
  readonly frequencies: readonly number[];
  /** SHA-256 of the classes of all pictures. */
  readonly hash: string;
  /** The class of each picture, by its place in `names`. */
  of(picks: readonly PictureRef[]): Uint8Array;
};

/** An open data set, and the classes of its pictures as a recipe chooses them. */
export type ClassedDataset = { readonly source: Dataset; readonly classes: PictureClasses };

export type OrderedPictures = {
  readonly source: Dataset;
  readonly order: EpochOrder;
  readonly classes: LoadedClasses | undefined;
};

/**
 * @param all pictures of the data set
 * @param choice of classes; without one, all pictures are seen
 * @param tell receives how many pictures are left out
 * @param read what `readClasses` gives, where it was called before
 * @throws where pictures have no class, as `readClasses` does
 */
export async function orderPictures(
  all: Dataset,
  choice: ClassChoice | undefined,
  seed: number,
  tell: (message: string) => void,
  read?: PictureClasses,
): Promise<OrderedPictures> {
  if (choice === undefined) {
    return { source: all, order: createEpochOrder(all.pictures.length, seed), classes: undefined };
  }
  const { names, of, counts, hash } = read ?? (await readClasses(all, choice));
  const kept = Array.from(of.keys()).filter((index) => of[index] !== NO_CLASS);
  const without = of.length - kept.length;
  if (without > 0) {
    tell(
      `${all.path}: ${counted(without, 'picture')} of ${of.length.toLocaleString('en')} ${without === 1 ? 'is' : 'are'} of none of the ${names.length} classes, and left out`,
    );
  }
  const classOf = Uint8Array.from(kept, (index) => of[index] ?? 0);
  return {
    source: without > 0 ? keepPictures(all, kept) : all,
    order:
      choice.classBalance === 'even'
        ? createEvenOrder(classOf, names.length, seed)
        : createEpochOrder(kept.length, seed),
    classes: {
      names,
      frequencies: counts.map((count) => count / kept.length),
      hash,
      of: (picks) => Uint8Array.from(picks, ({ index }) => classOf[index] ?? 0),
    },
  };
}
