/** The worker that trains: answers the page's requests, one after the other. */
import { toFailure } from '@dareka/engine';
import { createProgressTracker, type ProgressTracker } from '@dareka/engine/progress';
import type { TrainerReply, TrainerRequest, TrainingAssets, TrainingFailure } from '../messages.ts';
import type { TrainingSet } from '../training-set.ts';
import { type Comparison, createComparison } from './comparison.ts';
import { downloadedUrls } from './download.ts';
import { openFilm } from './film.ts';
import type { Controls } from './inspections.ts';
import { openKernelSession } from './kernel-session.ts';
import { openKernelTrainer } from './kernel-trainer.ts';
import { openPictures } from './open-pictures.ts';
import { acquireTabLock, OtherTabError } from './tab-lock.ts';
import type { BrowserTrainer } from './trainer.ts';
import { createTrainingRun, loadCheckpoint, type TrainingRun } from './training-run.ts';

let opened: TrainingRun | undefined;
/** The two trainings of a worker that compares. */
let compared: Comparison | undefined;
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
    case 'open':
      await acquireTabLock();
      opened = await open(request);
      reply({ type: 'opened', urls: downloadedUrls() });
      break;
    case 'compare':
      await acquireTabLock();
      compared = await openPair(request);
      reply({ type: 'opened', urls: downloadedUrls() });
      break;
    case 'keep':
      await compared?.keep(request.side);
      break;
    case 'run':
      await (compared ?? run()).train(() => running);
      break;
    case 'step':
      await run().trainOnce();
      break;
    case 'watch':
      // A training that runs looks at `controls` before each step, so that this waits until it rests.
      await opened?.inspect();
      break;
    case 'pause':
      if (compared === undefined) {
        await run().save();
      }
      reply({ type: 'paused' });
      break;
    case 'restart':
      await run().restart();
      break;
    case 'export':
      await run().exportModel();
      break;
    case 'takeHome':
      await run().takeHome(request.kind, request.withPictures);
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
async function open({ backend, threads, ...run }: TrainingAssets): Promise<TrainingRun> {
  const { id, set, pictures } = run;
  const tracker = createProgressTracker((progress) => reply({ type: 'progress', progress }));
  const [[trainer], sheet, checkpoint] = await Promise.all([
    openTrainers({ backend, threads }, [set], tracker),
    openPictures(set, pictures),
    loadCheckpoint(id, set.recipe),
  ]);
  if (trainer === undefined) {
    throw new Error('there is no trainer');
  }
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

/** Two trainings that the page compares: with fresh weights, and nothing of them stored. @throws EngineError */
async function openPair({
  backend,
  threads,
  runs,
}: Extract<TrainerRequest, { type: 'compare' }>): Promise<Comparison> {
  const tracker = createProgressTracker((progress) => reply({ type: 'progress', progress }));
  const [sheets, trainers] = await Promise.all([
    Promise.all(runs.map(({ set, pictures }) => openPictures(set, pictures))),
    openTrainers(
      { backend, threads },
      runs.map(({ set }) => set),
      tracker,
    ),
  ]);
  async function openSide(side: 0 | 1): Promise<TrainingRun> {
    const [run, sheet, trainer] = [runs[side], sheets[side], trainers[side]];
    if (sheet === undefined || trainer === undefined) {
      throw new Error(`there is no training ${side}`);
    }
    return createTrainingRun({
      trainer,
      run: { ...run, set: sheet.set },
      pictures: sheet.pictures,
      checkpoint: null,
      film: await openFilm(run.id, 0),
      controls: { stepInterval: 0, watched: false },
      reply: (message, transfer) => reply({ type: 'compared', side, reply: message }, transfer),
    });
  }
  const opening = createComparison([await openSide(0), await openSide(1)]);
  tracker.checking();
  await opening.report();
  return opening;
}

/** Trainers that take turns on the same threads, or on the same GPU. @throws EngineError of kind `backend` */
async function openTrainers(
  { backend, threads }: Pick<TrainingAssets, 'backend' | 'threads'>,
  sets: readonly TrainingSet[],
  tracker: ProgressTracker,
): Promise<BrowserTrainer[]> {
  tracker.starting();
  const session = await openKernelSession(backend, threads, (pulse, of) =>
    reply({ type: 'computing', pulse, threads: of }),
  );
  return Promise.all(sets.map((set) => openKernelTrainer(set, backend, session)));
}

function failureOf(error: unknown): TrainingFailure {
  return error instanceof OtherTabError ? { kind: 'otherTab' } : toFailure(error);
}

function reply(message: TrainerReply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
