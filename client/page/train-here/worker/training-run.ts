/** A training in the worker: runs, saves, restarts and exports it, and reports its progress to the page. */
import { EngineError, messageOf } from '@dareka/engine';
import { isStorageFull } from '../../../storage/storage-full.ts';
import { nextTask } from '../../next-task.ts';
import { classOfPicture } from '../sets/sheet.ts';
import type { FileKind } from '../take-home/file-kinds.ts';
import { writeTakeHomeFile } from '../take-home/write-file.ts';
import { deleteStoredCheckpoint, storeCheckpoint } from '../trainings/checkpoint-storage.ts';
import type { RunSpec } from '../trainings/choose-run.ts';
import { noteProgress, readRuns } from '../trainings/stored-runs.ts';
import { type BrowserCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { examplesOfStep, readBatch } from './dataset.ts';
import { exportModel } from './export-model.ts';
import type { Film } from './film.ts';
import { createInspections } from './inspections.ts';
import type { Controls, TrainerReply } from './messages.ts';
import { appendStep, EMPTY_HISTORY } from './metric-history.ts';
import { createReports } from './reports.ts';
import { createRunningSteps } from './running-steps.ts';
import { drawSamples } from './samples.ts';
import { createThrottle } from './throttle.ts';
import { type BrowserTrainer, initialTrainingState, type TrainingBatch } from './trainer.ts';

const STATUS_INTERVAL_MS = 250;
const CHECKPOINT_INTERVAL_MS = 5000;
/** The share of the time that storing checkpoints may take. */
const CHECKPOINT_SHARE = 0.05;
/** How soon a wait between two steps ends after the page asks for something else. */
const POLL_MS = 40;

export type TrainingRun = {
  /**
   * Trains while `isWanted`.
   * @param whenShown waits until the page has shown what was reported; called between two steps
   * @throws EngineError of kind `backend`
   */
  train(isWanted: () => boolean, whenShown: () => Promise<void>): Promise<void>;
  /** Trains one step, and stores a checkpoint. @throws EngineError of kind `backend` */
  trainOnce(): Promise<void>;
  /** Looks into the next step while the page shows it; else frees what that took. @throws EngineError of kind `backend` */
  inspect(): Promise<void>;
  /** Stores a checkpoint. Where storage is full or forbidden it does not reject, but reports that to the page. */
  save(): Promise<void>;
  restart(): Promise<void>;
  /** Stores a model of the current generator. @throws EngineError */
  exportModel(): Promise<void>;
  /** Makes a file of the training. @param withPictures whether a run holds the pictures that it learns from @throws EngineError */
  takeHome(kind: FileKind, withPictures: boolean): Promise<void>;
  /** Reports the state of the training to the page. */
  report(): Promise<void>;
  /** Trains one step, and reports nothing unless it diverges. @returns whether the training can go on */
  takeStep(): Promise<boolean>;
  reportSamples(): Promise<void>;
  reportStatus(stepsPerSecond: number): void;
};

type RunParts = {
  trainer: BrowserTrainer;
  run: RunSpec;
  /** All pictures, as `readBatch` takes them. */
  pictures: Uint8ClampedArray;
  /** The checkpoint to resume from, or null to begin with fresh weights. */
  checkpoint: BrowserCheckpoint | null;
  controls: Readonly<Controls>;
  film: Film;
  reply: (message: TrainerReply, transfer?: Transferable[]) => void;
};

export function createTrainingRun({
  trainer,
  run: { id, name, set: begun },
  pictures,
  checkpoint,
  controls,
  film,
  reply,
}: RunParts): TrainingRun {
  let set = begun;
  let history = checkpoint?.history ?? EMPTY_HISTORY;
  let seconds = checkpoint?.seconds ?? 0;
  if (checkpoint !== null) {
    trainer.restore(checkpoint.state, checkpoint.steps);
  }

  function isChanged(): boolean {
    return controls.recipe !== undefined && controls.recipe !== set.recipe;
  }

  /** Goes on with the recipe that the page asks for. Only called while no step is under way. */
  async function applyChange(): Promise<void> {
    const { recipe } = controls;
    if (recipe !== undefined && isChanged()) {
      await trainer.change(recipe);
      set = { ...set, recipe };
    }
  }

  function nextBatch(): TrainingBatch {
    const examples = examplesOfStep(trainer.steps, set);
    return {
      real: readBatch(pictures, examples, set.sheet),
      classes: examples.map(({ index }) => classOfPicture(set.sheet, index)),
    };
  }
  const inspections = createInspections({ trainer, recipe: () => set.recipe, nextBatch, controls, reply });

  const running = createRunningSteps({
    trainer,
    onPoint(point, took) {
      history = appendStep(history, point);
      seconds += took;
    },
    onDiverged: (step) => reply({ type: 'failed', failure: { kind: 'diverged', step } }),
  });

  async function takeStep(): Promise<boolean> {
    await applyChange();
    running.start(nextBatch());
    return running.finish();
  }

  function reportStatus(stepsPerSecond: number): void {
    const points = history.points.length === 0 ? history.pending : history.points;
    reply({ type: 'status', step: trainer.steps - running.count, stepsPerSecond, points });
  }

  async function reportSamples(): Promise<void> {
    const { side, pixels } = await drawSamples(trainer, set);
    film.add({ step: trainer.steps, side, pixels: pixels.slice() });
    reply({ type: 'samples', step: trainer.steps, side, pixels: pixels.buffer }, [pixels.buffer]);
  }

  async function report(): Promise<void> {
    await reportSamples();
    reportStatus(0);
    await inspections.report();
  }

  async function save(): Promise<void> {
    await applyChange();
    const { steps } = trainer;
    if (steps === 0) {
      return;
    }
    const state = await trainer.readState();
    const { recipe } = set;
    const checkpoint = encodeCheckpoint(name, recipe, { steps, seconds, history, state });
    try {
      await storeCheckpoint(id, checkpoint);
      await noteProgress({ id, set: name, recipe, steps });
      await film.save();
      reply({ type: 'checkpointSaved', step: steps });
    } catch (error) {
      console.info('dareka: the checkpoint could not be stored:', error);
      reply({ type: 'checkpointFailed', full: isStorageFull(error), step: steps, recipe, checkpoint });
    }
  }

  return {
    report,
    takeStep,
    reportSamples,
    reportStatus,
    save,
    inspect: inspections.report,
    async trainOnce() {
      if (await takeStep()) {
        await report();
        await save();
      }
    },
    async train(isWanted, whenShown) {
      const saving = createThrottle(CHECKPOINT_INTERVAL_MS, CHECKPOINT_SHARE);
      const reportWhenDue = createReports({
        reportSamples,
        reportStatus,
        statusInterval: STATUS_INTERVAL_MS,
      });
      while (isWanted()) {
        const started = performance.now();
        if (isChanged() && !(await running.finish())) {
          return;
        }
        await applyChange();
        await inspections.beforeStep();
        await waitUntil(() => started + controls.stepInterval, isWanted);
        await whenShown();
        if (!isWanted()) {
          break;
        }
        running.start(nextBatch());
        // In slow motion a step's metrics are shown before the next one begins.
        if (!(await running.finish(controls.stepInterval > 0 ? 0 : trainer.queue))) {
          return;
        }
        await reportWhenDue();
        let goesOn = true;
        await saving.whenDue(async () => {
          goesOn = await running.finish();
          if (goesOn) {
            await save();
          }
        });
        if (!goesOn) {
          return;
        }
        await nextTask();
      }
      if (await running.finish()) {
        await report();
      }
    },
    async restart() {
      await applyChange();
      await deleteStoredCheckpoint(id).catch(() => {});
      await film.clear().catch(() => {});
      trainer.restore(initialTrainingState(set.recipe), 0);
      history = EMPTY_HISTORY;
      seconds = 0;
      await report();
    },
    async takeHome(kind, withPictures) {
      await applyChange();
      try {
        const { steps } = trainer;
        const checkpoint = { steps, seconds, history, state: await trainer.readState() };
        const { name: called = '', createdAt = Date.now() } =
          (await readRuns()).find((run) => run.id === id) ?? {};
        const about = { name: called, set: name, createdAt };
        const training = { trainer, set, pictures, checkpoint, run: about, film: await film.files() };
        reply({ type: 'takenHome', file: await writeTakeHomeFile(kind, training, withPictures) });
      } catch (error) {
        if (error instanceof EngineError) {
          throw error;
        }
        reply({ type: 'takeHomeFailed', detail: messageOf(error) });
      }
    },
    async exportModel() {
      await applyChange();
      try {
        reply({ type: 'exported', tag: await exportModel(trainer, set, seconds) });
      } catch (error) {
        if (error instanceof EngineError) {
          throw error;
        }
        console.info('dareka: the model could not be stored:', error);
        reply({ type: 'exportFailed', full: isStorageFull(error) });
      }
    },
  };
}

/** Waits until a moment, which may change meanwhile, as long as the training is wanted. */
async function waitUntil(moment: () => number, isWanted: () => boolean): Promise<void> {
  for (let left = moment() - performance.now(); left > 0 && isWanted(); left = moment() - performance.now()) {
    const wait = Math.min(POLL_MS, left);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
