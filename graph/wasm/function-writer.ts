/** A function while it is written: its parameters are its first locals, and more are added as they are needed. */
import type { Code, FunctionCode, Type } from './assembler.ts';

export type FunctionWriter = {
  /** A new local. */
  local(type: Type): number;
  /** The number of the function of the module that has this name, such as `exp`. */
  readonly functionOf: (name: string) => number;
  finish(body: Code): FunctionCode;
};

export function openFunction(
  parameters: readonly Type[],
  functionOf: FunctionWriter['functionOf'] = () => {
    throw new Error('this function calls no other');
  },
): FunctionWriter {
  const locals: Type[] = [];
  return {
    functionOf,
    local: (type) => parameters.length + locals.push(type) - 1,
    finish: (body) => ({ parameters, locals, body }),
  };
}
