/** The worker that trains: answers the page's requests, one after the other. */
import { toFailure } from '@dareka/engine';
import { createProgressTracker, type ProgressTracker } from '@dareka/engine/runtime';
import type { TrainerReply, TrainerRequest, TrainingAssets, TrainingFailure } from '../messages.ts';
import type { TrainingSet } from '../training-set.ts';
import { downloadedUrls, downloadRuntime, prefetch } from './download.ts';
import { openFilm } from './film.ts';
import { openGpuTrainer } from './gpu-trainer.ts';
import { writeGraphs } from './graphs.ts';
import type { Controls } from './inspections.ts';
import { openPictures } from './open-pictures.ts';
import { acquireTabLock, OtherTabError } from './tab-lock.ts';
import type { BrowserTrainer } from './trainer.ts';
import { createTrainingRun, loadCheckpoint, type TrainingRun } from './training-run.ts';
import { openWasmTrainer } from './wasm-trainer.ts';

let opened: TrainingRun | undefined;
/** Any request stops the training between two steps; `run` starts it again. */
let running = false;
const controls: Controls = { stepInterval: 0, watched: false };
let queue: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<TrainerRequest>) => {
  switch (data.type) {
    case 'pace':
      controls.stepInterval = data.stepInterval;
      return;
    case 'change':
      controls.recipe = data.recipe;
      return;
    case 'watch':
      controls.watched = data.wanted;
      break;
    default:
      running = data.type === 'run';
  }
  queue = queue
    .then(() => handle(data))
    .catch((error: unknown) => reply({ type: 'failed', failure: failureOf(error) }));
});

async function handle(request: TrainerRequest): Promise<void> {
  switch (request.type) {
    case 'prefetch':
      await prefetch(request);
      reply({ type: 'prefetched', urls: downloadedUrls() });
      break;
    case 'open':
      await acquireTabLock();
      opened = await open(request);
      reply({ type: 'opened', urls: downloadedUrls() });
      break;
    case 'run':
      await run().train(() => running);
      break;
    case 'step':
      await run().trainOnce();
      break;
    case 'watch':
      // A training that runs looks at `controls` before each step, so that this waits until it rests.
      await opened?.inspect();
      break;
    case 'pause':
      await run().save();
      reply({ type: 'paused' });
      break;
    case 'restart':
      await run().restart();
      break;
    case 'export':
      await run().exportModel();
      break;
  }
}

function run(): TrainingRun {
  if (opened === undefined) {
    throw new Error('the first request to this worker has to be `open`');
  }
  return opened;
}

/** @throws EngineError */
async function open({ backend, runtime, ...run }: TrainingAssets): Promise<TrainingRun> {
  const { id, set, pictures } = run;
  const tracker = createProgressTracker((progress) => reply({ type: 'progress', progress }));
  const [trainer, sheet, checkpoint] = await Promise.all([
    backend === 'webgpu' ? openOnGpu(set, tracker) : openOnWasm(set, runtime, tracker),
    openPictures(set, pictures),
    loadCheckpoint(id, set.recipe),
  ]);
  const film = await openFilm(id, checkpoint?.steps ?? 0);
  const opening = createTrainingRun({
    trainer,
    run: { ...run, set: sheet.set },
    pictures: sheet.pictures,
    checkpoint,
    film,
    controls,
    reply,
  });
  tracker.checking();
  await opening.report();
  return opening;
}

function openOnGpu(set: TrainingSet, tracker: ProgressTracker): Promise<BrowserTrainer> {
  tracker.starting();
  return openGpuTrainer(set);
}

async function openOnWasm(
  set: TrainingSet,
  folder: string,
  tracker: ProgressTracker,
): Promise<BrowserTrainer> {
  const downloading = downloadRuntime(folder, tracker);
  // A third of a second, while files arrive.
  const graphs = writeGraphs(set.recipe);
  const { ort, downloaded } = await downloading;
  void downloaded.then(tracker.starting);
  return openWasmTrainer(ort, set, graphs);
}

function failureOf(error: unknown): TrainingFailure {
  return error instanceof OtherTabError ? { kind: 'otherTab' } : toFailure(error);
}

function reply(message: TrainerReply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
