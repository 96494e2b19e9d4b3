/** Opens what trains: on the backend that is asked for, or on the one that takes less time for a step. */
import type { Backend } from '@dareka/engine';
import type { Recipe } from '../../../../gan/recipe.ts';
import { picturesOfStep } from '../../../../gan/step-parts.ts';
import type { TrainingSet } from '../sets/training-set.ts';
import { openKernelSession, type Threads } from './kernel-session.ts';
import { openKernelTrainer } from './kernel-trainer.ts';
import type { BackendChoice, StepTimes } from './messages.ts';
import { type BrowserTrainer, initialTrainingState, type TrainingBatch } from './trainer.ts';

/** Trainers with fresh weights, which take turns on the same threads, or on the same GPU. */
export type OpenedTrainers = {
  readonly backend: Backend;
  readonly trainers: readonly BrowserTrainer[];
  /** Null where the backends were not compared. */
  readonly stepTimes: StepTimes | null;
};

/** Trainers on one backend, and how long a step takes there, in milliseconds. */
type Timed = { readonly trainers: readonly BrowserTrainer[]; readonly time: number; release(): void };

/** Steps before those that are timed: they allocate memory and compile, and R1 may be part of them. */
const WARM_UP_STEPS = 2;
const TIMED_STEPS = 6;
/** A backend whose steps take this many times as long as those of the other is timed no further. */
const CLEARLY_SLOWER = 3;

/**
 * @param threads where they are started; `threads` beside the backend is the most of them, on WASM
 * @param others what else this worker does meanwhile, which would disturb the timing: decoding pictures
 * @throws EngineError of kind `backend`
 */
export async function openTrainers(
  { backend, threads: maxThreads }: { backend: BackendChoice; threads?: number | undefined },
  sets: readonly TrainingSet[],
  threads: Threads,
  others: Promise<unknown>,
): Promise<OpenedTrainers> {
  async function openOn(on: Backend): Promise<{ trainers: BrowserTrainer[]; release(): void }> {
    const { session, release } = await openKernelSession(on, threads, maxThreads);
    return releasingOnFailure(release, async () => {
      const trainers = await Promise.all(sets.map((set) => openKernelTrainer(set, on, session)));
      return { trainers, release };
    });
  }
  if (backend !== 'faster') {
    const { trainers } = await openOn(backend);
    return { backend, trainers, stepTimes: null };
  }
  async function openAndTime(on: Backend, other: number): Promise<Timed> {
    const opened = await openOn(on);
    return releasingOnFailure(opened.release, async () => {
      await others;
      return { ...opened, time: await timeStep(opened.trainers, sets, other) };
    });
  }
  const gpu = await unlessItFails('webgpu', () => openAndTime('webgpu', Number.POSITIVE_INFINITY));
  if (gpu === null) {
    return { backend: 'wasm', trainers: (await openOn('wasm')).trainers, stepTimes: null };
  }
  const wasm = await unlessItFails('wasm', () => openAndTime('wasm', gpu.time));
  if (wasm === null) {
    return { backend: 'webgpu', trainers: gpu.trainers, stepTimes: null };
  }
  const isGpuFaster = gpu.time < wasm.time;
  (isGpuFaster ? wasm : gpu).release();
  return {
    backend: isGpuFaster ? 'webgpu' : 'wasm',
    trainers: (isGpuFaster ? gpu : wasm).trainers,
    stepTimes: { webgpu: gpu.time, wasm: wasm.time },
  };
}

/** Releases what holds memory or a GPU where the work with it fails. */
async function releasingOnFailure<T>(release: () => void, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    release();
    throw error;
  }
}

/** @returns null where the backend fails: then the other one trains */
async function unlessItFails<T>(backend: Backend, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    console.info(`dareka: ${backend} was not timed, since it failed:`, error);
    return null;
  }
}

/**
 * Trains on grey pictures, and forgets it.
 *
 * @param other what a step takes on the other backend, in milliseconds
 * @returns what a step takes here, in milliseconds
 */
async function timeStep(
  [trainer]: readonly BrowserTrainer[],
  [set]: readonly TrainingSet[],
  other: number,
): Promise<number> {
  if (trainer === undefined || set === undefined) {
    throw new RangeError('there is nothing to train');
  }
  const { recipe } = set;
  const batch = greyBatch(recipe);
  let took = 0;
  for (let i = 0; i < WARM_UP_STEPS; i++) {
    took = await timed(() => trainer.step(batch));
  }
  if (took < CLEARLY_SLOWER * other) {
    took = (await timed(() => takeSteps(trainer, batch, TIMED_STEPS))) / TIMED_STEPS;
  }
  trainer.restore(initialTrainingState(recipe), 0);
  return took;
}

/** As a training does: a step is started while the one before is computed, where the backend can. */
async function takeSteps(trainer: BrowserTrainer, batch: TrainingBatch, count: number): Promise<void> {
  const steps: Promise<unknown>[] = [];
  for (let i = 0; i < count; i++) {
    const step = trainer.step(batch);
    // Reported by `Promise.all`.
    step.catch(() => {});
    steps.push(step);
    await steps[i - trainer.queue];
  }
  await Promise.all(steps);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function greyBatch(recipe: Recipe): TrainingBatch {
  const count = picturesOfStep(recipe);
  return {
    real: new Float32Array(count * 3 * recipe.resolution ** 2),
    classes: Array.from({ length: count }, () => 0),
  };
}
