/** The worker that trains: takes requests, learns between them, and tells how it goes. */
import { EngineError, type Progress, toFailure } from '@dareka/engine';
import {
  createProgressTracker,
  fetchOk,
  loadRuntime,
  runtimeBytes,
  threadCount,
} from '@dareka/engine/runtime';
import training from '../../../../browser-training/training.json';
import { toRgba } from '../../../../picture/rgba.ts';
import type { TrainerReply, TrainerRequest, TrainingAssets, TrainingFailure } from '../messages.ts';
import { appendStep, EMPTY_HISTORY, type MetricHistory } from '../metric-history.ts';
import { deleteCheckpoint, loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { decodePortraits, readBatch, sampleBatch } from './dataset.ts';
import { exportModel, latentsOf } from './export-model.ts';
import { type BrowserTrainer, initialState, openBrowserTrainer } from './trainer.ts';

/** How often the page hears of it, sees the faces, and what has been learned is kept. */
const TELL_MS = 250;
const DRAW_MS = 1000;
const KEEP_MS = 20_000;
/** Drawing may take this share of the time. */
const DRAWING = 0.2;

/** The fixed noise: seeds 1 … 64 of the model that it becomes. */
const GRID = 8;
const NOISE = latentsOf(Array.from({ length: GRID ** 2 }, (_, i) => i + 1));

/** Held as long as this worker lives, so that two tabs do not overwrite each other's. */
const LOCK = 'dareka-lesson';
/** A view that was just left still keeps what it learned. */
const PATIENCE_MS = 6000;

type Opened = { learner: BrowserTrainer; curves: MetricHistory; sheet: Uint8ClampedArray; seconds: number };

let opened: Opened | undefined;
let open: ArrayBuffer = new ArrayBuffer();
let running = false;
/** One request after the other; learning gives way to them between two steps. */
let queue: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<TrainerRequest>) => {
  running = data.type === 'run';
  queue = queue
    .then(() => take(data))
    .catch((error: unknown) => fail(error instanceof Elsewhere ? { kind: 'elsewhere' } : toFailure(error)));
});

async function take(request: TrainerRequest): Promise<void> {
  switch (request.type) {
    case 'fetch': {
      const { runtime } = await load(request, () => {});
      await Promise.all([runtime.downloaded, fetchOk(runtime.script)]);
      reply({ type: 'fetched', loaded: loaded() });
      break;
    }
    case 'open':
      await lock();
      await prepare(request);
      break;
    case 'run':
      await learn(ready());
      break;
    case 'pause':
      await keep(ready());
      reply({ type: 'paused' });
      break;
    case 'restart': {
      await deleteCheckpoint().catch(() => {});
      const { learner } = ready();
      learner.become(initialState(), 0);
      opened = { ...ready(), curves: EMPTY_HISTORY, seconds: 0 };
      tell(opened, 0);
      await show(opened);
      break;
    }
    case 'take':
      await takeAway(ready());
      break;
  }
}

function ready(): Opened {
  if (opened === undefined) {
    throw new Error('the worker has to be opened first');
  }
  return opened;
}

/** Fetches everything. @throws EngineError */
async function load(
  { backend, runtime: folder, files }: TrainingAssets,
  onProgress: (progress: Progress) => void,
) {
  const tracker = createProgressTracker(onProgress);
  const bytes = async (url: string): Promise<ArrayBuffer> => (await fetchOk(url)).arrayBuffer();
  const threads = threadCount({ threads: null, recovery: null });
  const [runtime, step, fold, generator, portraits] = await Promise.all([
    loadRuntime(backend, folder, threads, tracker.addDownload(runtimeBytes(backend))),
    bytes(files.step[backend]),
    bytes(files.fold),
    bytes(files.generator),
    bytes(files.portraits),
  ]);
  return { tracker, runtime, step, fold, generator, portraits };
}

/** URLs of what this worker loaded. */
function loaded(): string[] {
  return performance.getEntriesByType('resource').map(({ name }) => name);
}

/** @throws EngineError */
async function prepare(sources: TrainingAssets): Promise<void> {
  const [{ tracker, runtime, step, fold, generator, portraits }, learned] = await Promise.all([
    load(sources, (progress) => reply({ type: 'progress', progress })),
    loadCheckpoint(),
  ]);
  void runtime.downloaded.then(tracker.starting);
  const sheet = await decodePortraits(portraits, sources.files.portraits);
  const learner = await openBrowserTrainer(runtime.ort, sources.backend, { step, fold, generator });
  if (learned !== null) {
    learner.become(learned.state, learned.steps);
  }
  const { curves, seconds } = learned ?? { curves: EMPTY_HISTORY, seconds: 0 };
  opened = { learner, curves, sheet, seconds };
  open = generator;
  tracker.checking();
  await show(opened);
  tell(opened, 0);
  reply({ type: 'opened', loaded: loaded() });
}

/** Until another request comes. */
async function learn(course: Opened): Promise<void> {
  let [told, drawn, kept] = Array<number>(3).fill(performance.now()) as [number, number, number];
  let drawing = 0;
  let steps = 0;
  while (running) {
    const started = performance.now();
    const { learner } = course;
    const point = await learner.learn(readBatch(course.sheet, sampleBatch(learner.steps)));
    if (!Object.values(point).every(Number.isFinite)) {
      running = false;
      return fail({ kind: 'diverged', step: point.step });
    }
    course.curves = appendStep(course.curves, point);
    course.seconds += (performance.now() - started) / 1000;
    steps++;
    const now = performance.now();
    if (now - told > TELL_MS) {
      tell(course, (1000 * steps) / (now - told));
      told = now;
      steps = 0;
    }
    if (now - drawn > Math.max(DRAW_MS, drawing / DRAWING)) {
      await show(course);
      drawn = performance.now();
      drawing = drawn - now;
    }
    if (now - kept > KEEP_MS) {
      await keep(course);
      kept = performance.now();
    }
    await turn();
  }
  tell(course, 0);
  await show(course);
}

function tell({ learner, curves: { points, rest } }: Opened, pace: number): void {
  reply({ type: 'told', step: learner.steps, pace, points: points.length === 0 ? rest : points });
}

async function show({ learner }: Opened): Promise<void> {
  const side = training.recipe.resolution;
  const faces = toRgba(await learner.draw(NOISE), side);
  const row = 4 * side;
  const grid = new Uint8ClampedArray(faces.length);
  for (let face = 0; face < GRID ** 2; face++) {
    for (let y = 0; y < side; y++) {
      const from = (face * side + y) * row;
      const to = ((Math.floor(face / GRID) * side + y) * GRID + (face % GRID)) * row;
      grid.set(faces.subarray(from, from + row), to);
    }
  }
  reply({ type: 'grid', step: learner.steps, side: GRID * side, pixels: grid.buffer }, [grid.buffer]);
}

/** Best effort: what cannot be kept is said, and training goes on. */
async function keep({ learner, curves, seconds }: Opened): Promise<void> {
  if (learner.steps === 0) {
    return;
  }
  const state = await learner.state();
  try {
    await saveCheckpoint({ steps: learner.steps, seconds, curves, state });
    reply({ type: 'kept', step: learner.steps });
  } catch (error) {
    console.info('dareka: could not keep what was learned:', error);
    reply({ type: 'notKept', full: isFull(error) });
  }
}

async function takeAway({ learner, seconds }: Opened): Promise<void> {
  try {
    reply({ type: 'taken', tag: await exportModel(learner, open, seconds) });
  } catch (error) {
    if (error instanceof EngineError) {
      throw error;
    }
    console.info('dareka: could not keep the model:', error);
    reply({ type: 'notTaken' });
  }
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** Where another tab does not let go of the lock, it says so and waits no longer. */
async function lock(): Promise<void> {
  // Absent outside secure contexts, whatever the DOM's types say.
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) {
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const held = locks.request(LOCK, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
      resolve();
      return new Promise(() => {});
    });
    held.catch(reject);
  }).catch(() => {
    throw new Elsewhere();
  });
}

/** Another tab of the page is training. */
class Elsewhere extends Error {}

/** Lets waiting messages in. WASM computes without ever going back to the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function fail(failure: TrainingFailure): void {
  reply({ type: 'failed', failure });
}

function reply(message: TrainerReply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
