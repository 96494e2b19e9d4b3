/** The worker that trains: answers the page's requests, one after the other. */
import { fetchOk, toFailure } from '@dareka/engine';
import type { TrainerReply, TrainerRequest, TrainingAssets, TrainingFailure } from '../messages.ts';
import { decodeSheet } from './dataset.ts';
import { download, downloadedUrls } from './download.ts';
import { writeGraphs } from './graphs.ts';
import { acquireTabLock, OtherTabError } from './tab-lock.ts';
import { openBrowserTrainer } from './trainer.ts';
import { createTrainingRun, loadCheckpoint, type TrainingRun } from './training-run.ts';

let opened: TrainingRun | undefined;
/** Any request stops the training between two steps; `run` starts it again. */
let running = false;
let queue: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<TrainerRequest>) => {
  running = data.type === 'run';
  queue = queue
    .then(() => handle(data))
    .catch((error: unknown) => reply({ type: 'failed', failure: failureOf(error) }));
});

async function handle(request: TrainerRequest): Promise<void> {
  switch (request.type) {
    case 'prefetch': {
      const { runtime } = await download(request, request.sheets, () => {});
      await Promise.all([runtime.downloaded, fetchOk(runtime.script)]);
      reply({ type: 'prefetched', urls: downloadedUrls() });
      break;
    }
    case 'open':
      await acquireTabLock();
      opened = await open(request);
      reply({ type: 'opened', urls: downloadedUrls() });
      break;
    case 'run':
      await run().train(() => running);
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
async function open(assets: TrainingAssets): Promise<TrainingRun> {
  const { set, backend, name } = assets;
  const downloading = Promise.all([
    download(assets, [assets.pictures], (progress) => reply({ type: 'progress', progress })),
    loadCheckpoint(name, set.recipe),
  ]);
  // A third of a second, while files arrive.
  const graphs = writeGraphs(set.recipe, backend);
  const [{ tracker, runtime, files }, checkpoint] = await downloading;
  void runtime.downloaded.then(tracker.starting);
  const pictures = await decodeSheet(files[0] ?? new ArrayBuffer(), set.sheet, assets.pictures);
  const trainer = await openBrowserTrainer(runtime.ort, backend, set, graphs);
  const { generator } = graphs;
  const opening = createTrainingRun({ trainer, name, set, pictures, generator, checkpoint, reply });
  tracker.checking();
  await opening.report();
  return opening;
}

function failureOf(error: unknown): TrainingFailure {
  return error instanceof OtherTabError ? { kind: 'otherTab' } : toFailure(error);
}

function reply(message: TrainerReply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
