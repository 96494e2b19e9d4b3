/** The schema of the classes of a conditional model in its manifest; `condition.ts` computes with them. */
import * as v from 'valibot';
import { classMeasurementsSchema } from '../model/measurements.ts';
import { isClassName, MAX_CLASS_CHARACTERS, MAX_CLASSES } from './condition.ts';

/** The characters of a condition's name: one word. */
export const CONDITION_NAME = /^\p{L}[\p{L}\p{N}_-]{0,31}$/u;

/** The sum of the frequencies is 1, but for the rounding of whoever wrote them. */
const FREQUENCIES_TOLERANCE = 1e-6;

function sumsToOne(frequencies: number[]): boolean {
  const sum = frequencies.reduce((total, frequency) => total + frequency, 0);
  return Math.abs(sum - 1) <= FREQUENCIES_TOLERANCE;
}

/** In a manifest. */
export const conditionSchema = v.pipe(
  v.object({
    /** What the classes are classes of: 'digit', 'hair'. */
    name: v.pipe(
      v.string(),
      v.regex(CONDITION_NAME, 'a condition is named by one word of up to 32 characters'),
    ),
    /** Their names, in the order of the numbers of y. */
    classes: v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.check(
            isClassName,
            `a class has a name of 1 … ${MAX_CLASS_CHARACTERS} characters, without control characters, and without white space around it`,
          ),
        ),
      ),
      v.minLength(2),
      v.maxLength(MAX_CLASSES),
      v.check((names) => new Set(names).size === names.length, 'two classes have the same name'),
    ),
    /**
     * How the discriminator learned of y in training: as constant channels beside the picture (Mirza and Osindero, 2014), by
     * telling the class itself (Odena et al., 2017), or by a projection of its last features (Miyato and Koyama, 2018). The generator is the same.
     */
    way: v.picklist(['concat', 'auxiliary', 'projection']),
    /** Of each class in the training data. A seed without a class draws one by them. */
    frequencies: v.pipe(
      v.array(v.pipe(v.number(), v.finite(), v.minValue(0))),
      v.check(sumsToOne, 'the frequencies of the classes have to sum to 1'),
    ),
    /** How well it draws what it is asked for. */
    measured: v.optional(classMeasurementsSchema),
  }),
  v.check(
    ({ classes, frequencies }) => classes.length === frequencies.length,
    'each class needs one frequency',
  ),
  v.check(
    ({ classes, measured }) => measured === undefined || measured.byClass.length === classes.length,
    'each class needs one measured accuracy',
  ),
);

export type Condition = v.InferOutput<typeof conditionSchema>;
