/**
 * Classes: what D and G are trained for where D predicts them (AC-GAN, Odena et al., 2017), and those that G is asked for. A class is one-hot, f32
 * [n, k].
 */
import { heaviside, multiply, negate, subtract } from '../../graph/elementwise.ts';
import { mean, meanOfAll } from '../../graph/mean.ts';
import { sum } from '../../graph/reduction.ts';
import { reshape } from '../../graph/shape.ts';
import { logSoftmax, rowMaximum } from '../../graph/softmax.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { classAt } from '../../latent/condition/condition.ts';
import { DISCRIMINATOR_PASSES, uniform } from './diff-augment.ts';

/** −log of the probability that the logits, f32 [n, k], give the right class; the mean over the batch, f32 [1]. */
export function crossEntropy(logits: Tensor, classes: Tensor): Tensor {
  return reshape(negate(mean(sum(multiply(logSoftmax(logits), classes), [1]))), [1]);
}

/** The share of a batch whose largest logit is that of the right class, f32 [1]; no gradient flows through. */
export function classAccuracy(logits: Tensor, classes: Tensor): Tensor {
  const own = sum(multiply(logits, classes), [1]);
  return meanOfAll(subtract(1, heaviside(subtract(rowMaximum(logits), own))));
}

/**
 * f32 [n, k] with 1 in the column of each class, and 0 elsewhere.
 * @param classes n indices
 * @throws RangeError for an index that is not below k
 */
export function oneHot(classes: ArrayLike<number>, k: number): Float32Array {
  const rows = new Float32Array(classes.length * k);
  for (let i = 0; i < classes.length; i++) {
    const index = classes[i] ?? Number.NaN;
    if (!(index >= 0 && index < k)) {
      throw new RangeError(`class ${index} of picture ${i}: there are ${k} classes, 0 to ${k - 1}`);
    }
    rows[i * k + index] = 1;
  }
  return rows;
}

/** The passes before it draw augmentations and the places of a gradient penalty. */
const CLASS_PASS = DISCRIMINATOR_PASSES.length + 1;

/** The classes that a step asks G for, n indices: drawn from the recipe's seed, each as often as its frequency says. */
export function drawClasses(
  frequencies: readonly number[],
  seed: number,
  step: number,
  n: number,
): Uint16Array {
  return Uint16Array.from({ length: n }, (_, i) => classAt(uniform(seed, step, CLASS_PASS, i), frequencies));
}
