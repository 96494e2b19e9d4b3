/** Kernels of sums. */
import { element } from '../compiler/element.ts';
import { variable } from '../compiler/index-expression.ts';
import { type Kernel, storedElsewhere, summedIndex, termsOf } from '../compiler/schedule.ts';
import { openFunction } from './function-writer.ts';
import { type KernelCode, type KernelContext, splitIntoTasks, writeResults } from './kernel.ts';
import { divisorsOf, elementsOf, hasRowsOfFour, indicesIn, loopsFor } from './loops.ts';
import { openNest } from './nest.ts';

/**
 * Sums are added up four at a time: four terms of one sum, where neighbours in memory are terms of the same, or a term each of
 * four sums. The results follow where the sums are known, after the loops over their terms.
 */
export function sumKernel(kernel: Kernel, context: KernelContext): KernelCode {
  const { heads, results, size } = kernel;
  const [head] = heads;
  if (head?.operation.kind !== 'sum') {
    throw new Error('a kernel of sums needs a sum');
  }
  const terms = termsOf(head);
  const isStored = storedElsewhere(kernel, context.stored);
  const i = variable('i', size);
  const indices = [
    ...indicesIn(isStored, (scope) => {
      for (const one of heads) {
        const [of] = one.operation.kind === 'sum' ? one.operation.of : [one];
        element(of, summedIndex(one, i).index, scope);
      }
    }),
    // The heads are not in memory: what asks for one gets nothing.
    ...indicesIn(
      (value) => isStored(value) || heads.includes(value),
      (scope) => elementsOf(results, i, scope),
    ),
  ];
  const ofSums = divisorsOf('i', indices);
  const ofTerms = divisorsOf('k', indices);
  const below = head.operation.of[0].shape;
  const innermost = below.findLastIndex((extent) => extent > 1);
  const isAcrossLanes = head.shape[innermost] !== below[innermost];
  const lanes = (isAcrossLanes ? hasRowsOfFour(terms, ofTerms) : hasRowsOfFour(size, ofSums)) ? 4 : 1;
  const outer = loopsFor('i', size, ofSums, isAcrossLanes ? 1 : lanes);
  const inner = loopsFor('k', terms, ofTerms, isAcrossLanes ? lanes : 1);
  const outerLoops = outer.loops.filter((loop) => loop.size > 1);
  const { tasks, bounds } = splitIntoTasks(outerLoops, size * terms);
  const writer = openFunction(['i32', 'i32'], context.functionOf);
  const nest = openNest({
    writer,
    loops: [...outerLoops, ...inner.loops],
    lanes,
    addressOf: context.addressOf,
    ...(bounds && { bounds }),
  });
  const scope = { target: nest.target, names: new Map(), isStored };
  const sums = heads.map((one) => {
    const [of] = one.operation.kind === 'sum' ? one.operation.of : [one];
    const found = element(of, summedIndex(one, outer.index, inner.index).index, scope);
    return nest.accumulate(found, outerLoops.length, isAcrossLanes);
  });
  writeResults(kernel, context, nest, outer.index, sums);
  return { code: writer.finish(nest.code()), tasks, buffer: 0 };
}
