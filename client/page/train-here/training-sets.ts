/** The training sets of this site: what was published of each, and the URL of its pictures. */
import portraits from '../../../browser-training/portraits.json';
import type { TrainingSet } from './training-set.ts';

export const PORTRAITS = {
  // `training/browser` writes it from a recipe that it has parsed.
  set: portraits as TrainingSet,
  pictures: new URL('../../../browser-training/portraits.webp', import.meta.url).href,
};
