/** From kernels in order to the bytes of a WebAssembly module that runs them all. */
import type { Arrangement } from '../compiler/arrange.ts';
import type { Region } from '../compiler/memory.ts';
import type { Kernel } from '../compiler/schedule.ts';
import type { Value } from '../compiler/value.ts';
import { atomic, type Code, control, encodeModule, type FunctionCode, i32, local } from './assembler.ts';
import { contractionKernel } from './contraction-kernel.ts';
import { elementwiseKernel } from './elementwise-kernel.ts';
import { openFunction } from './function-writer.ts';
import type { KernelCode, KernelContext } from './kernel.ts';
import { FLOAT } from './lanes.ts';
import { approximation } from './math.ts';
import { sumKernel } from './sum-kernel.ts';

/** Bytes of the two counters of a kernel: tasks that were taken, and tasks that are done. */
export const COUNTERS = 8;
/** How often a thread looks whether the others are done before it sleeps: some microseconds in all. */
const LOOKS = 2000;
/** How long a thread sleeps at most, in nanoseconds, where nobody wakes it. */
const NAP = 50_000_000;

export type ModuleOptions = {
  /** The address of each region, in bytes. */
  readonly regions: Readonly<Record<Region, number>>;
  /** The address of `COUNTERS` bytes for each kernel, which are 0 at first. Undefined where one thread does everything. */
  readonly counters: number | undefined;
  readonly hasRelaxed: boolean;
  /** The memory's largest size, in pages. */
  readonly mostPages: number;
};

export type WrittenModule = {
  /** It exports `run` (number of the run, from 0 on; address of the thread's buffer). */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes of the buffer that each thread needs. */
  readonly buffer: number;
  readonly kernels: readonly KernelCode[];
};

export function writeModule(
  { dispatches, stored, written, locations }: Arrangement,
  { regions, counters, hasRelaxed, mostPages }: ModuleOptions,
): WrittenModule {
  const functions: FunctionCode[] = [];
  const numbers = new Map<string, number>();
  function shared(key: string, write: () => FunctionCode): number {
    const found = numbers.get(key);
    if (found !== undefined) {
      return found;
    }
    const code = write();
    const number = functions.push(code) - 1;
    numbers.set(key, number);
    return number;
  }
  function functionOf(name: string): number {
    return shared(name, () => approximation(name, functionOf));
  }
  const context: KernelContext = {
    stored,
    hasRelaxed,
    functionOf,
    shared,
    isWritten: (value) => written.has(value),
    addressOf(value: Value) {
      const place = locations.get(value);
      if (!place) {
        throw new Error(`a value of the shape [${value.shape}] has no place in memory`);
      }
      return (regions[place.region] ?? 0) + FLOAT * place.offset;
    },
  };
  const kernels = dispatches.flat().map((kernel) => {
    const code = kernelCode(kernel, context);
    return { ...code, number: functions.push(code.code) - 1 };
  });
  functions.push(counters === undefined ? runAlone(kernels) : runTogether(kernels, counters));
  return {
    kernels,
    buffer: Math.max(0, ...kernels.map(({ buffer }) => buffer)),
    bytes: encodeModule({
      memory: { least: 1, most: mostPages, shared: counters !== undefined },
      functions,
    }),
  };
}

function kernelCode(kernel: Kernel, context: KernelContext): KernelCode {
  switch (kernel.kind) {
    case 'elementwise':
      return elementwiseKernel(kernel, context);
    case 'sum':
      return sumKernel(kernel, context);
    case 'contraction':
      return contractionKernel(kernel, context);
  }
}

type Numbered = Pick<KernelCode, 'tasks'> & { readonly number: number };

const RUN = 0;
const BUFFER = 1;

/** One thread: all tasks of all kernels, one after the other. */
function runAlone(kernels: readonly Numbered[]): FunctionCode {
  const writer = openFunction(['i32', 'i32']);
  const task = writer.local('i32');
  const body = kernels.flatMap(({ number, tasks }): Code => {
    const next = local.tee(task, i32.add(local.get(task), i32.const(1)));
    return [
      ...local.set(task, i32.const(0)),
      ...control.loop(
        control.call(number, local.get(task), local.get(BUFFER)),
        control.branchIf(i32.ltU(next, i32.const(tasks)), 0),
      ),
    ];
  });
  return { ...writer.finish(body), exported: 'run' };
}

/**
 * All threads call this, and each takes the next task that nobody has. A kernel's counters only grow, by its number of tasks a
 * run, so that nothing has to be set back, and a thread that comes late finds that there is nothing left to do. Who waits, waits
 * for tasks to be done and not for threads to arrive: a thread that never starts holds nobody up.
 */
function runTogether(kernels: readonly Numbered[], counters: number): FunctionCode {
  const writer = openFunction(['i32', 'i32']);
  const [next, done, looks, goal] = [
    writer.local('i32'),
    writer.local('i32'),
    writer.local('i32'),
    writer.local('i32'),
  ];
  const body = kernels.flatMap(({ number, tasks }, k): Code => {
    const taken = i32.const(counters + k * COUNTERS);
    const finished = i32.const(counters + k * COUNTERS + COUNTERS / 2);
    const isOver = (counter: number): Code =>
      i32.leS(i32.const(0), i32.sub(local.get(counter), local.get(goal)));
    const take = control.block(
      control.loop(
        local.set(next, atomic.load(taken)),
        control.branchIf(isOver(next), 1),
        control.branchIf(
          i32.ne(
            atomic.compareExchange(taken, local.get(next), i32.add(local.get(next), i32.const(1))),
            local.get(next),
          ),
          0,
        ),
        control.call(
          number,
          i32.add(i32.sub(local.get(next), local.get(goal)), i32.const(tasks)),
          local.get(BUFFER),
        ),
        control.if(
          i32.eq(i32.add(atomic.add(finished, 0, i32.const(1)), i32.const(1)), local.get(goal)),
          control.drop(atomic.notify(finished, i32.const(-1))),
        ),
        control.branch(0),
      ),
    );
    const wait = control.block(
      local.set(looks, i32.const(LOOKS)),
      control.loop(
        local.set(done, atomic.load(finished)),
        control.branchIf(isOver(done), 1),
        control.branchIf(local.tee(looks, i32.sub(local.get(looks), i32.const(1))), 0),
        control.drop(atomic.wait(finished, local.get(done), NAP)),
        local.set(looks, i32.const(1)),
        control.branch(0),
      ),
    );
    return [
      ...local.set(goal, i32.mul(i32.add(local.get(RUN), i32.const(1)), i32.const(tasks))),
      ...take,
      ...wait,
    ];
  });
  return { ...writer.finish(body), exported: 'run' };
}
