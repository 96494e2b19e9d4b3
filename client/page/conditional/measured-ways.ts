/**
 * The three ways, measured on the same digits: those of `npm run make-digits`, learned by the recipes `digits-32-concat`, `digits-32-auxiliary` and `digits-32`
 * and read by the network of `npm run evaluate`. `training/README.md` has the same table.
 */
import type { Condition } from '../../../latent/condition/condition-schema.ts';

export type MeasuredWay = {
  /** The share of 2,000 pictures, as many of each class, that is read as the class that was asked for. */
  readonly accuracy: number;
  /** How different two pictures of a class are to the network that reads them. */
  readonly diversity: number;
};

export const MEASURED_WAYS: Readonly<Record<Condition['way'], MeasuredWay>> = {
  concat: { accuracy: 0.997, diversity: 0.369 },
  auxiliary: { accuracy: 0.996, diversity: 0.365 },
  projection: { accuracy: 0.994, diversity: 0.373 },
};

/** The same for digits of the data that no network learned from. */
export const MEASURED_DATA: MeasuredWay = { accuracy: 0.999, diversity: 0.377 };

/** How many pictures each way saw in training. */
export const LEARNED_PICTURES = 96_000;
