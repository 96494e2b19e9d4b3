/** Two trainings that the page shows beside each other. Their worker is ended with the session, and stores only the one that is kept. */
import type { Backend, Progress } from '@dareka/engine';
import { createStore, type Store } from '../../store.ts';
import type { MetricPoint } from '../../training-metrics.ts';
import { type FallBack, fallBackFrom } from '../session/fall-back.ts';
import { openTrainingWorker, type TrainingWorker } from '../session/training-worker.ts';
import { withSuitingSheet } from '../sets/training-sources.ts';
import type { RunSpec } from '../trainings/choose-run.ts';
import { keepUnstored } from '../trainings/unstored-runs.ts';
import type { BackendChoice, TrainerReply, TrainerRequest, TrainingFailure } from '../worker/messages.ts';

export type ComparedSide = {
  readonly step: number;
  readonly points: readonly MetricPoint[];
  readonly picture: ImageData | undefined;
  /** Its losses are NaN or infinite. */
  readonly diverged: boolean;
};

export type ComparisonState = {
  readonly phase: 'loading' | 'training' | 'pausing' | 'paused' | 'keeping' | 'failed';
  readonly progress: Progress;
  /** Null until it is known. */
  readonly backend: Backend | null;
  /** What failed last, so that both began anew by other means. */
  readonly fellBack: FallBack | null;
  /** The steps that both have taken. */
  readonly step: number;
  /** Steps of each of them a second. */
  readonly stepsPerSecond: number;
  readonly sides: readonly [ComparedSide, ComparedSide];
  readonly failure: TrainingFailure | null;
};

export type ComparisonSession = {
  readonly state: Store<ComparisonState>;
  /** Goes on, or begins anew after a failure. */
  run(backend: BackendChoice): void;
  pause(): void;
  /** Makes one of them a training: on this device, or for as long as the page is open where it cannot be stored. @returns false where it has failed */
  keep(side: 0 | 1): Promise<boolean>;
  close(): void;
};

const SIDE: ComparedSide = { step: 0, points: [], picture: undefined, diverged: false };

/** The training with the sheet that suits its recipe's resolution. */
function suited(run: RunSpec): RunSpec {
  return { ...run, ...withSuitingSheet(run) };
}

/** @param runs two that are not stored yet */
export function openComparison(begun: BackendChoice, runs: readonly [RunSpec, RunSpec]): ComparisonSession {
  const state = createStore<ComparisonState>({
    phase: 'loading',
    progress: { stage: 'choosing', fraction: 0 },
    backend: null,
    fellBack: null,
    step: 0,
    stepsPerSecond: 0,
    sides: [SIDE, SIDE],
    failure: null,
  });
  const update = (changed: Partial<ComparisonState>): void => state.set({ ...state.get(), ...changed });
  let received: [Partial<ComparedSide>, Partial<ComparedSide>] = [{}, {}];
  let keeping: ((kept: boolean) => void) | undefined;
  /** Undefined once it has failed. */
  let worker: TrainingWorker | undefined;
  /** The most threads that train, after one of them was lost. */
  let threads: number | undefined;
  const send = (request: TrainerRequest): void => worker?.send(request);

  /** Begins both with their first step, since nothing of them is stored. */
  function open(backend: BackendChoice): void {
    received = [{}, {}];
    update({
      phase: 'loading',
      progress: { stage: 'choosing', fraction: 0 },
      backend: backend === 'faster' ? null : backend,
      step: 0,
      sides: [SIDE, SIDE],
      failure: null,
    });
    worker = openTrainingWorker(receive, fail);
    const [first, second] = runs;
    send({ type: 'compare', backend, threads, runs: [suited(first), suited(second)] });
    send({ type: 'run' });
  }

  function updateSide(side: 0 | 1, changed: Partial<ComparedSide>): void {
    const [first, second] = state.get().sides;
    update({
      sides: side === 0 ? [{ ...first, ...changed }, second] : [first, { ...second, ...changed }],
    });
  }

  function endKeeping(kept: boolean): void {
    keeping?.(kept);
    keeping = undefined;
  }

  /** Begins anew by other means, where there are any: the state of both went with what failed. */
  function fail(failure: TrainingFailure): void {
    worker?.end();
    worker = undefined;
    endKeeping(false);
    update({ stepsPerSecond: 0 });
    const fallBack = fallBackFrom(failure);
    if (fallBack === null) {
      update({ phase: 'failed', failure });
      return;
    }
    console.info('dareka: a comparison begins anew by other means, after a failure:', failure);
    threads = fallBack.threads ?? threads;
    update({ fellBack: fallBack.failed });
    open('wasm');
  }

  function receiveOf(side: 0 | 1, reply: TrainerReply): void {
    switch (reply.type) {
      case 'status':
        received[side] = { step: reply.step, points: reply.points };
        // The status of the first one comes before that of the second one, and both are shown at once.
        if (side === 1) {
          const [first, second] = state.get().sides;
          update({
            sides: [
              { ...first, ...received[0] },
              { ...second, ...received[1] },
            ],
            step: reply.step,
            stepsPerSecond: reply.stepsPerSecond,
          });
        }
        break;
      case 'samples':
        updateSide(side, {
          picture: new ImageData(new Uint8ClampedArray(reply.pixels), reply.side, reply.side),
        });
        break;
      case 'failed':
        updateSide(side, { diverged: true });
        break;
      case 'checkpointSaved':
        endKeeping(true);
        break;
      case 'checkpointFailed':
        keepUnstored(runs[side], reply);
        endKeeping(true);
        break;
      default:
        break;
    }
  }

  function receive(data: TrainerReply): void {
    switch (data.type) {
      case 'progress':
        update({ progress: data.progress });
        break;
      case 'opened':
        update({ phase: 'training', backend: data.backend });
        break;
      case 'paused':
        update({ phase: 'paused', stepsPerSecond: 0 });
        break;
      case 'compared':
        receiveOf(data.side, data.reply);
        break;
      default:
        break;
    }
  }

  open(begun);
  return {
    state,
    run(backend) {
      if (worker === undefined) {
        return open(backend);
      }
      update({ phase: 'training' });
      send({ type: 'run' });
    },
    pause() {
      update({ phase: 'pausing' });
      send({ type: 'pause' });
    },
    keep(side) {
      update({ phase: 'keeping' });
      return new Promise((resolve) => {
        keeping = resolve;
        send({ type: 'keep', side });
      });
    },
    close() {
      worker?.end();
      worker = undefined;
    },
  };
}
