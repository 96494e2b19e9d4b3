/**
 * Runs graphs in WebAssembly: a module for each program, all in one memory. With threads the memory is shared, and helpers run
 * the same module at the same time.
 */
import { type Arrangement, arrange } from '../compiler/arrange.ts';
import { firstFitAllocator, layOutState, type Region } from '../compiler/memory.ts';
import { checkedData, type Program, pick, type Session, type State } from '../compiler/session.ts';
import { sizeOf, type Tensor, type Values } from '../tensor.ts';
import { hasRelaxedVectors, hasVectors } from './features.ts';
import { type KernelThreadMessage, runOf } from './kernel-thread.ts';
import { LANES } from './lanes.ts';
import { REACH } from './loads.ts';
import { COUNTERS, type WrittenModule, writeModule } from './module.ts';
import { beat, PULSE_BYTES, type Pulse } from './pulse.ts';
import { COLUMNS } from './tile.ts';

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
const PAGE = 2 ** 16;
/** The largest memory, 1 GiB. A shared memory reserves its addresses at once, and a phone that has fewer gets half as many, down to 128 MiB. */
const MOST_PAGES = 2 ** 14;
const FEWEST_PAGES = 2 ** 11;
/** Kernels that read four elements at a time, or behind a guard, may read beyond a value, even beyond the first and the last one. */
const MARGIN = 2 * REACH * FLOAT;

/** A thread of the session's caller that runs `openKernelThread` of `kernel-thread.ts`. */
export type KernelThread = { post(message: KernelThreadMessage): void; release(): void };

export type WasmProgram = Program & { readonly kernels: WrittenModule['kernels'] };
export type WasmSession = Session<State, WasmProgram> & {
  /** Undefined where one thread does everything, which waits for nobody. */
  readonly pulse: Pulse | undefined;
};

export type WasmOptions = {
  /** Threads beside this one; none by default. They need memory that is shared, which pages have only where they are isolated. */
  readonly helpers?: readonly KernelThread[];
  /** Whether to multiply and add in one instruction; where it is left out, where the engine can. */
  readonly hasRelaxed?: boolean;
};

/** @throws Error where the engine has no vectors */
export function openWasmSession({
  helpers = [],
  hasRelaxed = hasRelaxedVectors(),
}: WasmOptions = {}): WasmSession {
  if (!hasVectors()) {
    throw new Error('this browser has no WebAssembly SIMD');
  }
  const isShared = helpers.length > 0;
  const { memory, pages } = openMemory(isShared);
  const room = firstFitAllocator('state', (pages * PAGE - 2 * MARGIN) / FLOAT);
  const states = new WeakMap<State, number>();
  let held = 0;
  let programs = 0;
  const pulse: Pulse | undefined = isShared
    ? { memory, address: allocate(PULSE_BYTES / FLOAT) * FLOAT }
    : undefined;

  /** @returns the address of `elements` zeros, in elements */
  function allocate(elements: number): number {
    const place = room.allocate(Math.max(1, elements));
    const needed = Math.ceil((room.size * FLOAT + 2 * MARGIN) / PAGE) - memory.buffer.byteLength / PAGE;
    try {
      if (!place) {
        throw new RangeError(`more than ${(pages * PAGE) / 2 ** 20} MiB`);
      }
      if (needed > 0) {
        memory.grow(needed);
      }
    } catch (cause) {
      throw new Error(`there is no memory for ${Math.ceil((elements * FLOAT) / 2 ** 20)} MiB more`, {
        cause,
      });
    }
    held += elements;
    const start = place.offset + MARGIN / FLOAT;
    floats(start, elements).fill(0);
    return start;
  }
  function free(start: number, elements: number): void {
    held -= elements;
    room.free(start - MARGIN / FLOAT, Math.max(1, elements));
  }
  /** Elements of the memory: a view that is valid until the memory grows. */
  function floats(start: number, elements: number): Float32Array {
    return new Float32Array(memory.buffer, start * FLOAT, elements);
  }

  async function openState(values: Values): Promise<State> {
    const layout = layOutState(
      Object.fromEntries(Object.entries(values).map(([name, { shape }]) => [name, shape])),
    );
    const start = allocate(layout.size);
    const state: State = {
      layout,
      read: async () => pick(floats(start, layout.size), layout.places),
      write(next) {
        for (const [name, { offset, shape }] of Object.entries(layout.places)) {
          floats(start + offset, sizeOf(shape)).set(checkedData(next, name, shape));
        }
      },
      release: () => free(start, layout.size),
    };
    state.write(values);
    states.set(state, start);
    return state;
  }

  async function openProgram(outputs: Readonly<Record<string, Tensor>>, state?: State): Promise<WasmProgram> {
    const plan = arrange(outputs, {
      ...(state && { state: state.layout }),
      largestBuffer: Number.POSITIVE_INFINITY,
      capabilities: {
        manyThreads: false,
        joinsProducts: false,
        products: { columns: COLUMNS, neighbours: LANES },
      },
      batch: (kernels) => kernels.map((kernel) => [kernel]),
    });
    const allocated: { start: number; elements: number }[] = [];
    function own(elements: number): number {
      const start = allocate(elements);
      allocated.push({ start, elements });
      return start;
    }
    function release(): void {
      for (const { start, elements } of allocated.splice(0)) {
        free(start, elements);
      }
    }
    try {
      return await open(plan, (state && states.get(state)) ?? 0, own, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  async function open(
    plan: Arrangement,
    stateAt: number,
    own: (elements: number) => number,
    release: () => void,
  ): Promise<WasmProgram> {
    const { sizes, inputs, outputs, constants, copies, dispatches } = plan;
    const places = Object.fromEntries(
      Object.entries(sizes).map(([region, size]) => [region, region === 'state' ? stateAt : own(size)]),
    ) as Record<Region, number>;
    // Never given back: a helper that comes late, perhaps after the program is released, has to find that all is done.
    const counters = isShared ? allocate((dispatches.length * COUNTERS) / FLOAT) : undefined;
    const { bytes, buffer, kernels } = writeModule(plan, {
      regions: Object.fromEntries(
        Object.entries(places).map(([region, start]) => [region, start * FLOAT]),
      ) as typeof places,
      counters: counters === undefined ? undefined : counters * FLOAT,
      hasRelaxed,
      mostPages: MOST_PAGES,
    });
    const buffers = [undefined, ...helpers].map(() => own(buffer / FLOAT) * FLOAT);
    const module = await WebAssembly.compile(bytes);
    const run = runOf(module, memory);
    const program = programs++;
    for (const helper of helpers) {
      helper.post({ type: 'program', program, module, memory });
    }
    for (const { offset, data } of constants) {
      floats(places.given + offset, data.length).set(data);
    }
    let runs = 0;
    return {
      kernels,
      async run(values) {
        for (const [name, { offset, shape }] of Object.entries(inputs)) {
          floats(places.given + offset, sizeOf(shape)).set(checkedData(values, name, shape));
        }
        helpers.forEach((helper, i) => {
          helper.post({ type: 'run', program, run: runs, buffer: buffers[i + 1] ?? 0 });
        });
        beat(pulse, (counters ?? 0) * FLOAT, dispatches.length * COUNTERS);
        run(runs++, buffers[0] ?? 0);
        beat(pulse, 0, 0);
        for (const { from, to, elements } of copies) {
          floats((places[to.region] ?? 0) + to.offset, elements).set(
            floats((places[from.region] ?? 0) + from.offset, elements),
          );
        }
        return pick(floats(places.results, sizes.results), outputs);
      },
      release() {
        for (const helper of helpers) {
          helper.post({ type: 'release', program });
        }
        release();
      },
    };
  }

  return {
    queue: 0,
    get bytes() {
      return held * FLOAT;
    },
    openState,
    openProgram,
    pulse,
    release() {
      for (const helper of helpers) {
        helper.release();
      }
    },
  };
}

/** A memory, and how many pages it can grow to. @throws RangeError where there are no addresses for the smallest */
function openMemory(shared: boolean, pages = MOST_PAGES): { memory: WebAssembly.Memory; pages: number } {
  try {
    return { memory: new WebAssembly.Memory({ initial: 1, maximum: pages, shared }), pages };
  } catch (error) {
    if (pages / 2 < FEWEST_PAGES) {
      throw error;
    }
    return openMemory(shared, pages / 2);
  }
}
