/** The worker that trains. It answers the page's requests one after the other. */
import { toFailure } from '@dareka/engine';
import { createProgressTracker } from '@dareka/engine/progress';
import { loadCheckpoint, UnreadableCheckpointError } from '../trainings/checkpoint-storage.ts';
import { acquireTabLock, OtherTabError } from '../trainings/tab-lock.ts';
import { createBackpressure } from './backpressure.ts';
import { type Comparison, createComparison } from './comparison.ts';
import { downloadedUrls } from './download.ts';
import { openFilm } from './film.ts';
import type { Threads } from './kernel-session.ts';
import type { Controls, TrainerReply, TrainerRequest, TrainingFailure, TrainingToOpen } from './messages.ts';
import { openPictures } from './open-pictures.ts';
import { openTrainers } from './open-trainers.ts';
import { createTrainingRun, type TrainingRun } from './training-run.ts';

let opened: TrainingRun | undefined;
/** The two trainings of a worker that compares. */
let compared: Comparison | undefined;
/** Whether it is to train. Any request stops the training between two steps, and `run` starts it again. */
let running = false;
const backpressure = createBackpressure(() => self.postMessage({ type: 'showing' } satisfies TrainerReply));
/** Whether the threads of the training take all cores, so that none is left to the page. */
let usesAllCores = false;
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
    case 'shown':
      backpressure.shown();
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
      await acquireTabLock([request.id]);
      opened = await open(request);
      break;
    case 'compare':
      await acquireTabLock(request.runs.map(({ id }) => id));
      compared = await openPair(request);
      break;
    case 'keep':
      await compared?.keep(request.side);
      break;
    case 'run':
      await (compared ?? run()).train(() => running, whenShown);
      break;
    case 'step':
      await run().trainOnce();
      break;
    case 'watch':
      // A running training looks at `controls` before each step, and this request waits until it is paused.
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
async function open({
  backend,
  threads,
  startsOver,
  checkpoint: unstored,
  ...run
}: TrainingToOpen): Promise<TrainingRun> {
  const { id, set, pictures } = run;
  const tracker = createProgressTracker((progress) => reply({ type: 'progress', progress }));
  tracker.starting();
  const loading = Promise.all([
    openPictures(set, pictures),
    startsOver ? null : loadCheckpoint(id, set.recipe, unstored),
  ]);
  const [{ trainers, ...opening }, [sheet, checkpoint]] = await Promise.all([
    openTrainers({ backend, threads }, [set], sharedThreads, loading),
    loading,
  ]);
  const [trainer] = trainers;
  if (trainer === undefined) {
    throw new Error('there is no trainer');
  }
  const film = await openFilm(id, checkpoint?.steps ?? 0);
  const training = createTrainingRun({
    trainer,
    run: { ...run, set: sheet.set },
    pictures: sheet.pictures,
    checkpoint,
    film,
    controls,
    reply,
  });
  tracker.checking();
  await training.report();
  reply({ type: 'opened', ...opening, urls: downloadedUrls() });
  return training;
}

/** Two trainings that the page compares: with fresh weights, and nothing of them stored. @throws EngineError */
async function openPair({
  backend,
  threads,
  runs,
}: Extract<TrainerRequest, { type: 'compare' }>): Promise<Comparison> {
  const tracker = createProgressTracker((progress) => reply({ type: 'progress', progress }));
  tracker.starting();
  const loading = Promise.all(runs.map(({ set, pictures }) => openPictures(set, pictures)));
  const [{ trainers, ...opening }, sheets] = await Promise.all([
    openTrainers(
      { backend, threads },
      runs.map(({ set }) => set),
      sharedThreads,
      loading,
    ),
    loading,
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
  const comparison = createComparison([await openSide(0), await openSide(1)]);
  tracker.checking();
  await comparison.report();
  reply({ type: 'opened', ...opening, urls: downloadedUrls() });
  return comparison;
}

const sharedThreads: Threads = {
  start: (ports) => reply({ type: 'startThreads', ports }, [...ports]),
  onShared(pulse, threads) {
    usesAllCores = threads >= navigator.hardwareConcurrency;
    reply({ type: 'computing', pulse, threads });
  },
  onReleased() {
    usesAllCores = false;
    reply({ type: 'threadsReleased' });
  },
};

async function whenShown(): Promise<void> {
  if (usesAllCores) {
    await backpressure.whenShown();
  }
}

function failureOf(error: unknown): TrainingFailure {
  if (error instanceof OtherTabError) {
    return { kind: 'otherTab' };
  }
  if (error instanceof UnreadableCheckpointError) {
    console.info('dareka: a training cannot go on:', error, error.cause);
    return { kind: 'unreadable' };
  }
  return toFailure(error);
}

function reply(message: TrainerReply, transfer: Transferable[] = []): void {
  backpressure.reported();
  self.postMessage(message, { transfer });
}
