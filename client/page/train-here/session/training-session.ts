/** A training as the page shows and controls it. The worker that trains is ended with the session, or before. */
import { type Backend, EngineError } from '@dareka/engine';
import type { Recipe } from '../../../../gan/recipe.ts';
import { storeSiteFiles } from '../../../storage/site-cache.ts';
import { createStore, type Store } from '../../store.ts';
import { withSuitingSheet } from '../sets/training-sources.ts';
import type { FileKind } from '../take-home/file-kinds.ts';
import type { RunSpec } from '../trainings/choose-run.ts';
import { readFilm } from '../trainings/film-storage.ts';
import { forgetUnstored, keepUnstored, unstoredRun } from '../trainings/unstored-runs.ts';
import type { BackendChoice, TrainerReply, TrainerRequest, TrainingFailure } from '../worker/messages.ts';
import { fallBackFrom } from './fall-back.ts';
import { IDLE, type SessionState, STARTED_OVER } from './session-state.ts';
import { addSnapshot, type Snapshot } from './snapshots.ts';
import { openTrainingWorker, type TrainingWorker } from './training-worker.ts';

export type TrainingSession = {
  readonly state: Store<SessionState>;
  /** Trains, after loading where it is not loaded yet. On another backend, it first stores a checkpoint and loads again. */
  run(backend: BackendChoice): void;
  pause(): void;
  /** Trains one step of a paused training. */
  step(): void;
  setStepInterval(milliseconds: number): void;
  /** Says whether the inside of steps is on screen. */
  watch(wanted: boolean): void;
  /** Goes on with another recipe, from the next step on. @param recipe which needs no fresh start (`settings/recipe-change.ts`) */
  change(recipe: Recipe): void;
  /** Begins anew with fresh weights, also after a failure: what is stored may fail again. */
  restart(): void;
  /** Makes a model of the current generator. @returns its tag; rejects where storage is full or forbidden */
  exportModel(): Promise<string>;
  /** Makes a file of a training that is loaded, which then goes on as before. @throws Error where memory is short */
  takeHome(kind: FileKind, withPictures: boolean): Promise<Blob>;
  /** Stores a checkpoint, and ends the worker. */
  close(): void;
};

/** Closed sessions that still store their last checkpoint, by the ids of their trainings. */
const closing = new Map<string, Promise<void>>();

/** Waits until the last checkpoint of a training is stored, where it was closed just now; undefined where it was not. */
export function lastCheckpoint(id: string): Promise<void> | undefined {
  return closing.get(id);
}

export function createTrainingSession(run: RunSpec): TrainingSession {
  const state = createStore<SessionState>({
    ...IDLE,
    recipe: run.set.recipe,
    warning: unstoredRun(run.id)?.why ?? null,
  });
  const update = (changed: Partial<SessionState>): void => state.set({ ...state.get(), ...changed });
  let worker: TrainingWorker | undefined;
  /** The most threads that train, after one of them was lost. */
  let threads: number | undefined;
  let exporting: { resolve: (tag: string) => void; reject: (error: unknown) => void } | undefined;
  let taking: { resolve: (file: Blob) => void; reject: (error: unknown) => void } | undefined;
  /** The backend to change to once the checkpoint is stored. */
  let nextBackend: Backend | undefined;
  let watched = false;
  /** The backend that was asked for last. */
  let asked: BackendChoice = 'wasm';
  /** Whether it is to begin anew: until something of the new beginning is kept, what was kept before may still be there. */
  let startsOver = false;
  /** Whether it rests once it is loaded. */
  let rests = false;

  const send = (request: TrainerRequest): void => worker?.send(request);

  function endWorker(): void {
    worker?.end();
    worker = undefined;
    exporting?.reject(new EngineError({ kind: 'internal', detail: 'the worker that trains was ended' }));
    exporting = undefined;
    taking?.reject(new Error('the worker that trains was ended'));
    taking = undefined;
  }

  function open(backend: BackendChoice): void {
    endWorker();
    nextBackend = undefined;
    asked = backend;
    update({
      phase: 'loading',
      backend: backend === 'faster' ? null : backend,
      failure: null,
      progress: { stage: 'choosing', fraction: 0 },
    });
    worker = openTrainingWorker(receive, fail);
    const now = { ...run, set: { ...run.set, recipe: state.get().recipe } };
    const checkpoint = unstoredRun(run.id)?.checkpoint;
    send({ type: 'open', backend, threads, startsOver, checkpoint, ...now, ...withSuitingSheet(now) });
    send({ type: 'pace', stepInterval: state.get().stepInterval });
    send({ type: 'watch', wanted: watched });
    if (startsOver) {
      send({ type: 'restart' });
    }
    if (!rests) {
      send({ type: 'run' });
    }
  }

  function receive(reply: TrainerReply): void {
    switch (reply.type) {
      case 'progress':
        update({ progress: reply.progress });
        break;
      case 'opened':
        update({ backend: reply.backend, stepTimes: reply.stepTimes ?? state.get().stepTimes });
        if (startsOver) {
          update(STARTED_OVER);
        } else {
          void readFilm(run.id).then(showFilm);
        }
        update({ phase: rests ? 'paused' : 'training' });
        storeSiteFiles(reply.urls).catch((error: unknown) =>
          console.info('dareka: this training could not be stored for use offline:', error),
        );
        break;
      case 'status': {
        const { step, stepsPerSecond, points } = reply;
        update({ step, stepsPerSecond, points });
        break;
      }
      case 'samples': {
        const { step, side, pixels } = reply;
        const picture = new ImageData(new Uint8ClampedArray(pixels), side, side);
        update({ snapshots: addSnapshot(state.get().snapshots, { step, picture }) });
        break;
      }
      case 'inspected':
        if (watched) {
          update({ inspection: reply.inspection });
        }
        break;
      case 'checkpointSaved':
        startsOver = false;
        forgetUnstored(run.id);
        update({ savedStep: reply.step, warning: null });
        break;
      case 'checkpointFailed':
        startsOver = false;
        keepUnstored(run, reply);
        update({ warning: unstoredRun(run.id)?.why ?? null });
        break;
      case 'paused':
        update({ phase: 'paused', stepsPerSecond: 0 });
        if (nextBackend !== undefined) {
          open(nextBackend);
        }
        break;
      case 'exported':
        exporting?.resolve(reply.tag);
        exporting = undefined;
        break;
      case 'exportFailed':
        update({ warning: reply.full ? 'exportFull' : 'exportForbidden' });
        exporting?.reject(new Error('the model could not be stored'));
        exporting = undefined;
        break;
      case 'takenHome':
        taking?.resolve(reply.file);
        break;
      case 'takeHomeFailed':
        taking?.reject(new Error(reply.detail));
        break;
      default:
        break;
    }
  }

  /** Puts the snapshots that an earlier visit stored before those of this one. */
  function showFilm(film: readonly Snapshot[]): void {
    const { snapshots } = state.get();
    const from = snapshots[0]?.step ?? Number.POSITIVE_INFINITY;
    const earlier = film.filter(({ step }) => step < from);
    update({ snapshots: snapshots.reduce(addSnapshot, earlier) });
  }

  /** Goes on from the last checkpoint by other means, where there are any; one that was paused stays so. */
  function fail(failure: TrainingFailure): void {
    const fallBack = fallBackFrom(failure);
    if (fallBack === null) {
      endWorker();
      update({ phase: 'failed', failure, stepsPerSecond: 0 });
      return;
    }
    console.info('dareka: training goes on by other means, after a failure:', failure);
    threads = fallBack.threads ?? threads;
    update({ fellBack: fallBack.failed });
    open('wasm');
  }

  return {
    state,
    run(backend) {
      rests = false;
      if (worker === undefined) {
        return open(backend);
      }
      if (backend !== 'faster' && backend !== state.get().backend) {
        nextBackend = backend;
        return send({ type: 'pause' });
      }
      update({ phase: 'training' });
      send({ type: 'run' });
    },
    pause() {
      rests = true;
      update({ phase: 'pausing' });
      send({ type: 'pause' });
    },
    step() {
      send({ type: 'step' });
    },
    setStepInterval(stepInterval) {
      update({ stepInterval });
      send({ type: 'pace', stepInterval });
    },
    watch(wanted) {
      if (wanted !== watched) {
        watched = wanted;
        update({ inspection: null });
        send({ type: 'watch', wanted });
      }
    },
    change(recipe) {
      update({ recipe });
      send({ type: 'change', recipe });
    },
    restart() {
      startsOver = true;
      rests = true;
      forgetUnstored(run.id);
      update(STARTED_OVER);
      if (worker === undefined) {
        return open(state.get().backend ?? asked);
      }
      send({ type: 'restart' });
    },
    exportModel() {
      return new Promise((resolve, reject) => {
        exporting = { resolve, reject };
        rests = true;
        send({ type: 'pause' });
        send({ type: 'export' });
      });
    },
    async takeHome(kind, withPictures) {
      const isTraining = state.get().phase === 'training';
      try {
        return await new Promise<Blob>((resolve, reject) => {
          taking = { resolve, reject };
          send({ type: 'takeHome', kind, withPictures });
        });
      } finally {
        taking = undefined;
        // The request has stopped it.
        if (isTraining && state.get().phase === 'training') {
          send({ type: 'run' });
        }
      }
    },
    close() {
      const ended = worker?.endAfterCheckpoint();
      worker = undefined;
      if (ended !== undefined) {
        closing.set(run.id, ended);
        void ended.then(() => closing.get(run.id) === ended && closing.delete(run.id));
      }
    },
  };
}
