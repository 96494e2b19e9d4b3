/**
 * The classes of a conditional model (Mirza and Osindero, "Conditional Generative Adversarial Nets", arXiv:1411.1784). Its generator takes d
 * numbers of z and then y, one number for each of k classes: 1 for the class that it is asked for and 0 for the others.
 */
import { latentFromSeed, seedBlock, TWO_32 } from '../seed/seed.ts';

/** A share code holds a class in one byte. */
export const MAX_CLASSES = 256;
export const MAX_CLASS_CHARACTERS = 32;

export function isClassName(name: string): boolean {
  const { length } = [...name];
  return length >= 1 && length <= MAX_CLASS_CHARACTERS && name.trim() === name && !/\p{C}/u.test(name);
}

/** What of a condition the class of a seed is drawn by: the names of the classes, and the frequency of each. */
export type Classes = { readonly classes: readonly string[]; readonly frequencies: readonly number[] };

/** What of a model determines the numbers that its generator takes. */
export type GeneratorInput = {
  /** How many they are: those of z, and those of y where there is a condition. */
  readonly latentSize: number;
  readonly truncation: number;
  readonly condition?: Classes | undefined;
};

/** How many of the numbers that a generator takes are z: all of them, or all but one for each class. */
export function noiseSize({ latentSize, condition }: WithClasses & { readonly latentSize: number }): number {
  return latentSize - (condition?.classes.length ?? 0);
}

/**
 * What of a generator's input says the class.
 *
 * @param input f32 [latentSize]
 * @returns y: f32 [classes], the same memory; empty for a model without classes
 */
export function classPart(
  input: Float32Array,
  model: WithClasses & { readonly latentSize: number },
): Float32Array {
  return input.subarray(noiseSize(model));
}

type WithClasses = { readonly condition?: Pick<Classes, 'classes'> | undefined };

/**
 * The index of a class: of its name, or of its number from 0 on where no class has a number for a name.
 *
 * @throws RangeError for a class that the model does not have, with a list of those it has, and for a model without classes
 */
export function classIndex({ condition }: WithClasses, asked: string | number): number {
  if (condition === undefined) {
    throw new RangeError('the model has no classes');
  }
  const { classes } = condition;
  const text = String(asked);
  const named = classes.indexOf(text);
  if (named >= 0) {
    return named;
  }
  const areNumbered = classes.some((name) => /^\d+$/.test(name));
  if (!areNumbered && /^\d{1,3}$/.test(text) && Number(text) < classes.length) {
    return Number(text);
  }
  throw new RangeError(`the model has no class ${JSON.stringify(asked)}; it has ${classes.join(', ')}`);
}

/**
 * The class of a seed that comes without one: the first whose frequency, added to those before it in doubles, is more than u / 2^32, where u is
 * the first 32-bit word of the seed's stream 1 (`seedBlock`). All of that is exact, so it is the same everywhere. Where u is not below
 * the sum of all, which rounding may leave below 1, it is the last class that has a frequency.
 *
 * @param frequencies of the classes, which sum to 1
 * @returns its index
 */
export function classOfSeed(seed: number, frequencies: readonly number[]): number {
  return classAt(seedBlock(seed, 1, 0)[0] / TWO_32, frequencies);
}

/**
 * The class whose part of [0, 1) a number is in; the parts are as long as the classes are frequent, and in their order.
 *
 * @param frequencies of the classes, which sum to 1
 * @returns its index
 */
export function classAt(share: number, frequencies: readonly number[]): number {
  let sum = 0;
  const found = frequencies.findIndex((frequency) => {
    sum += frequency;
    return share < sum;
  });
  return found >= 0 ? found : frequencies.findLastIndex((frequency) => frequency > 0);
}

/**
 * The class that a generator's input asks for.
 *
 * @param input f32 [latentSize]
 * @returns its index; undefined for a model without classes, and where y is of no single class, as on the way between two
 */
export function classInInput(
  input: Float32Array,
  model: WithClasses & { readonly latentSize: number },
): number | undefined {
  const y = classPart(input, model);
  const index = y.indexOf(1);
  return index >= 0 && y.every((value, i) => value === 0 || i === index) ? index : undefined;
}

/**
 * What the generator takes for a seed: truncation · latentFromSeed(seed), each number computed in doubles and rounded to f32, and then, for a
 * conditional model, y: 1 for the class and 0 for the others.
 *
 * @param ofClass its index; without it the seed draws one
 * @returns f32 [latentSize], the same bits in every engine
 * @throws RangeError for a class that the model does not have
 */
export function inputFromSeed(seed: number, model: GeneratorInput, ofClass?: number): Float32Array {
  const { latentSize, truncation, condition } = model;
  const size = noiseSize(model);
  if (ofClass !== undefined && !(latentSize - size > ofClass)) {
    const has = condition === undefined ? 'no classes' : `${condition.classes.length} classes`;
    throw new RangeError(`the face is of class ${ofClass}, counted from 0, the model has ${has}`);
  }
  const input = new Float32Array(latentSize);
  input.set(latentFromSeed(seed, size).map((value) => truncation * value));
  if (condition !== undefined) {
    input[size + (ofClass ?? classOfSeed(seed, condition.frequencies))] = 1;
  }
  return input;
}

/**
 * The same z, for another class.
 *
 * @param input f32 [latentSize]
 * @param ofClass its index
 * @returns a new f32 [latentSize]
 */
export function inputOfClass(
  input: Float32Array,
  ofClass: number,
  model: WithClasses & { readonly latentSize: number },
): Float32Array {
  const size = noiseSize(model);
  const changed = input.slice().fill(0, size);
  changed[size + ofClass] = 1;
  return changed;
}

/**
 * What the generator takes for consecutive seeds, one after the other.
 *
 * @param first the first seed
 * @param ofClass the index of a class for all of them; without it each seed draws one
 * @returns f32 [count, latentSize]
 */
export function inputsFromSeeds(
  first: number,
  count: number,
  model: GeneratorInput,
  ofClass?: number,
): Float32Array {
  const inputs = new Float32Array(count * model.latentSize);
  for (let i = 0; i < count; i++) {
    inputs.set(inputFromSeed(first + i, model, ofClass), i * model.latentSize);
  }
  return inputs;
}
