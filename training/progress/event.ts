/** The events of a training while it runs: one stream. The live line, plain lines and JSON are views of it. */
import type { Recipe } from '../../gan/recipe.ts';
import type { Metrics } from '../../gan/step.ts';
import type { CheckpointScore } from '../run/checkpoint-score.ts';
import type { Cost } from '../run/costs.ts';
import type { Session } from '../run/sessions.ts';

export type ProgressEvent =
  | {
      readonly type: 'start';
      /** The run's folder. */
      readonly run: string;
      readonly recipe: Recipe;
      readonly portraits: number;
      /** The step the run ends with, and the seconds that this session may take; undefined where nothing limits it. */
      readonly steps?: number | undefined;
      readonly seconds?: number | undefined;
      /** Steps taken before it, machine and device. */
      readonly session: Session;
    }
  | ({
      readonly type: 'step';
      readonly step: number;
      /** Images seen since the first step. */
      readonly images: number;
      /** Seconds of training since the first step. */
      readonly seconds: number;
      /** Over the last fifty steps; 0 before the second of a process. */
      readonly imagesPerSecond: number;
      /** Until the run ends by its steps or its time, whichever comes first; undefined while the rate is not known. */
      readonly secondsLeft?: number | undefined;
    } & Metrics)
  | { readonly type: 'grid'; readonly step: number; readonly file: string }
  | ({
      readonly type: 'checkpoint';
      readonly step: number;
      readonly file: string;
      /** Whether its pictures are the nearest to the portraits so far. */
      readonly best: boolean;
    } & Partial<CheckpointScore>)
  | {
      readonly type: 'rollback';
      /** The step at which it diverged, the checkpoint's step it goes on from, and the number of rollbacks so far. */
      readonly step: number;
      readonly to: number;
      readonly rollbacks: number;
      readonly reason: string;
    }
  /** One sentence about the user's data or machine. */
  | { readonly type: 'note'; readonly message: string }
  | { readonly type: 'stopping'; readonly signal: string }
  | {
      readonly type: 'done';
      readonly reason: 'steps' | 'time' | 'stopped';
      readonly run: string;
      readonly step: number;
      readonly images: number;
      readonly seconds: number;
      /** The cost of this session. */
      readonly cost: Cost;
    }
  | {
      readonly type: 'error';
      readonly message: string;
      /** The newest checkpoint, which is intact. */
      readonly checkpoint?: string | undefined;
    };

export type ProgressListener = (event: ProgressEvent) => void;
