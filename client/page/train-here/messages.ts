/** What the page and the worker that trains say to each other. */
import type { Backend, Failure, Progress } from '@dareka/engine';
import type { MetricPoint } from '../training/metrics.ts';

/** URLs of what `training/` published for it. */
export type TrainingFiles = {
  readonly step: Readonly<Record<Backend, string>>;
  readonly fold: string;
  readonly generator: string;
  readonly portraits: string;
};

/** Where everything is; `runtime` is the URL of the folder of ONNX Runtime's files. */
export type TrainingAssets = {
  readonly backend: Backend;
  readonly runtime: string;
  readonly files: TrainingFiles;
};

export type TrainerRequest =
  /** Loads everything, and does no more. Answered by `fetched`. */
  | ({ type: 'fetch' } & TrainingAssets)
  /** Loads everything, and what was kept of an earlier visit, to go on with. Answered by `opened`. */
  | ({ type: 'open' } & TrainingAssets)
  | { type: 'run' }
  /** Answered by `paused`, once what has been learned is kept. */
  | { type: 'pause' }
  /** Forgets everything and begins with fresh weights; answered by `told` and `grid`. */
  | { type: 'restart' }
  /** Makes a model of the generator as it is. Answered by `taken`. */
  | { type: 'take' };

export type TrainingFailure =
  | Failure
  /** Another tab of the page is training. */
  | { kind: 'elsewhere' }
  /** The losses are no numbers any more. */
  | { kind: 'diverged'; step: number };

export type TrainerReply =
  | { type: 'progress'; progress: Progress }
  /** `loaded` is everything that would be fetched for it. */
  | { type: 'fetched'; loaded: readonly string[] }
  /** Ready; `loaded` is everything that was fetched for it. */
  | { type: 'opened'; loaded: readonly string[] }
  /** Where it is: steps, steps a second (0 while it rests), and the curves so far. */
  | { type: 'told'; step: number; pace: number; points: readonly MetricPoint[] }
  /** The faces of the fixed noise after that step: RGBA u8 [side, side, 4] of the whole grid. */
  | { type: 'grid'; step: number; side: number; pixels: ArrayBuffer }
  /** What has been learned is on the device, up to that step. */
  | { type: 'kept'; step: number }
  /** There was no room for it, or no storage at all. */
  | { type: 'notKept'; full: boolean }
  | { type: 'paused' }
  | { type: 'taken'; tag: string }
  /** There was no room for the model. */
  | { type: 'notTaken' }
  | { type: 'failed'; failure: TrainingFailure };
