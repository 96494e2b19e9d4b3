/** The training sets of this site: what was published of each, and the URL of its pictures. */
import digits from '../../../browser-training/digits.json';
import portraits from '../../../browser-training/portraits.json';
import type { TrainingSet } from './training-set.ts';

export const TRAINING_SET_NAMES = ['portraits', 'digits'] as const;
export type TrainingSetName = (typeof TRAINING_SET_NAMES)[number];

export type PublishedSet = {
  readonly name: TrainingSetName;
  readonly set: TrainingSet;
  /** The URL of the sheet. */
  readonly pictures: string;
};

export const TRAINING_SETS: Readonly<Record<TrainingSetName, PublishedSet>> = {
  portraits: {
    name: 'portraits',
    // `training/browser` writes it, and the other one, from a recipe that it has parsed.
    set: portraits as TrainingSet,
    pictures: new URL('../../../browser-training/portraits.webp', import.meta.url).href,
  },
  digits: {
    name: 'digits',
    set: digits as TrainingSet,
    pictures: new URL('../../../browser-training/digits.webp', import.meta.url).href,
  },
};
