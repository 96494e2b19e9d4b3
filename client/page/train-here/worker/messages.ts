/** Messages between the page and the worker that trains. */
import type { Backend, Failure, Progress } from '@dareka/engine';
import type { Recipe } from '../../../../gan/recipe.ts';
import type { Pulse } from '../../../../graph/wasm/pulse.ts';
import type { MetricPoint } from '../../training-metrics.ts';
import type { StepInspection } from '../data-flow/step-inspection.ts';
import type { FileKind } from '../take-home/file-kinds.ts';
import type { RunSpec } from '../trainings/choose-run.ts';

/** `faster`: both backends compute some steps, and the one that takes less time trains. */
export type BackendChoice = Backend | 'faster';

/** How long a step takes on each backend, in milliseconds, as measured before the first step. */
export type StepTimes = Readonly<Record<Backend, number>>;

export type TrainingToOpen = RunSpec & {
  readonly backend: BackendChoice;
  /** The most threads that compute; left out where the device decides. */
  readonly threads?: number | undefined;
  /** Whether it begins anew, and its checkpoint is not read. */
  readonly startsOver: boolean;
  /** The file of its checkpoint, which the page keeps where it could not be stored. */
  readonly checkpoint?: Blob | undefined;
};

/** What `pace`, `watch` and `change` set: the page may change it at any time, and a running training is not stopped. */
export type Controls = {
  /** Milliseconds from one step to the next; 0 is full speed. */
  stepInterval: number;
  /** Whether the page shows the inside of steps. */
  watched: boolean;
  /** The recipe from the next step on, where it is not the one that the training was opened with. */
  recipe?: Recipe;
};

export type TrainerRequest =
  /** Downloads, and resumes from the checkpoint of an earlier visit where there is one. Answered by `opened`. */
  | ({ type: 'open' } & TrainingToOpen)
  /**
   * Downloads, and opens two trainings with fresh weights, which `run` trains in turns. Nothing is stored unless `keep` asks for it. Answered by
   * `opened`; reports of either training come as `compared`.
   */
  | {
      type: 'compare';
      runs: readonly [RunSpec, RunSpec];
      backend: BackendChoice;
      threads?: number | undefined;
    }
  /** Stores one of the two. Answered by its `checkpointSaved` or `checkpointFailed`. */
  | { type: 'keep'; side: 0 | 1 }
  | { type: 'run' }
  /**
   * Goes on with another recipe from the next step on, whose state has the same tensors and first values (`settings/recipe-change.ts`). It does not
   * stop the training.
   */
  | { type: 'change'; recipe: Recipe }
  /** Trains one step, and stops. Answered by `samples` and `status`. */
  | { type: 'step' }
  /** Sets the milliseconds from one step to the next, 0 for full speed. It does not stop the training. */
  | { type: 'pace'; stepInterval: number }
  /** Says whether the page shows the inside of steps, which is then reported by `inspected`. It does not stop the training. */
  | { type: 'watch'; wanted: boolean }
  /** The answer to `showing`. It does not stop the training. */
  | { type: 'shown' }
  /** Answered by `paused`, once a checkpoint is stored. */
  | { type: 'pause' }
  /** Deletes the checkpoint and begins with fresh weights. Answered by `status` and `samples`. */
  | { type: 'restart' }
  /** Makes a model of the current generator. Answered by `exported` or `exportFailed`. */
  | { type: 'export' }
  /** Makes a file of the training. Answered by `takenHome` or `takeHomeFailed`. */
  | { type: 'takeHome'; kind: FileKind; withPictures: boolean };

export type TrainingFailure =
  | Failure
  /** Another tab of the page is training. */
  | { kind: 'otherTab' }
  /** Its checkpoint cannot be read. */
  | { kind: 'unreadable' }
  /** One of `threads` threads ended while it computed. */
  | { kind: 'lostThread'; threads: number }
  /** A loss is NaN or infinite. */
  | { kind: 'diverged'; step: number };

export type TrainerReply =
  | { type: 'progress'; progress: Progress }
  /** Asks the page to start a thread for each port, which helps to train. */
  | { type: 'startThreads'; ports: readonly MessagePort[] }
  /** Several threads share the work from now on. */
  | { type: 'computing'; pulse: Pulse; threads: number }
  /** These threads have no more work: another backend trains. */
  | { type: 'threadsReleased' }
  /** Ready to train. `stepTimes` is null where they were not measured; `urls` are those of everything that was downloaded. */
  | { type: 'opened'; backend: Backend; stepTimes: StepTimes | null; urls: readonly string[] }
  /** The training waits until this is answered by `shown`: then what was reported is on screen. */
  | { type: 'showing' }
  /** `stepsPerSecond` is 0 while it is paused. */
  | { type: 'status'; step: number; stepsPerSecond: number; points: readonly MetricPoint[] }
  /** The grid of samples after that step: RGBA u8 [side, side, 4]. */
  | { type: 'samples'; step: number; side: number; pixels: ArrayBuffer }
  | { type: 'inspected'; inspection: StepInspection }
  /** The training up to that step is stored on the device. */
  | { type: 'checkpointSaved'; step: number }
  /** `full`: whether storage is full; else it is forbidden or broken. The page keeps the file as long as it is open. */
  | { type: 'checkpointFailed'; full: boolean; step: number; recipe: Recipe; checkpoint: Blob }
  /** A report of one of two trainings that are compared. */
  | { type: 'compared'; side: 0 | 1; reply: TrainerReply }
  | { type: 'paused' }
  | { type: 'exported'; tag: string }
  /** `full` as for `checkpointFailed`. */
  | { type: 'exportFailed'; full: boolean }
  | { type: 'takenHome'; file: Blob }
  /** Memory was short. */
  | { type: 'takeHomeFailed'; detail: string }
  | { type: 'failed'; failure: TrainingFailure };
