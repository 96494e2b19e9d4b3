/** Kernels of elementwise operators and of views. */
import { variable } from '../compiler/index-expression.ts';
import { type Kernel, storedElsewhere } from '../compiler/schedule.ts';
import { openFunction } from './function-writer.ts';
import { type KernelCode, type KernelContext, splitIntoTasks, writeResults } from './kernel.ts';
import { divisorsOf, elementsOf, hasRowsOfFour, indicesIn, loopsFor } from './loops.ts';
import { openNest } from './nest.ts';

export function elementwiseKernel(kernel: Kernel, context: KernelContext): KernelCode {
  const { results, size } = kernel;
  const isStored = storedElsewhere(kernel, context.stored);
  const indices = indicesIn(isStored, (scope) => elementsOf(results, variable('i', size), scope));
  const divisors = divisorsOf('i', indices);
  const lanes = hasRowsOfFour(size, divisors) ? 4 : 1;
  const { loops, index } = loopsFor('i', size, divisors, lanes);
  const counted = loops.filter((loop) => loop.size > 1);
  const { tasks, bounds } = splitIntoTasks(counted, size);
  const writer = openFunction(['i32', 'i32'], context.functionOf);
  const nest = openNest({
    writer,
    loops: counted,
    lanes,
    addressOf: context.addressOf,
    ...(bounds && { bounds }),
  });
  writeResults(kernel, context, nest, index);
  return { code: writer.finish(nest.code()), tasks, buffer: 0 };
}
