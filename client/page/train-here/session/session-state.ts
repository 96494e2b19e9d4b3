/** What the page knows of a training. */
import type { Backend, Progress } from '@dareka/engine';
import type { Recipe } from '../../../../gan/recipe.ts';
import type { MetricPoint } from '../../training-metrics.ts';
import type { StepInspection } from '../data-flow/step-inspection.ts';
import type { StepTimes, TrainingFailure } from '../worker/messages.ts';
import type { FallBack } from './fall-back.ts';
import type { Snapshot } from './snapshots.ts';

export type SessionState = {
  readonly phase: 'idle' | 'loading' | 'training' | 'pausing' | 'paused' | 'failed';
  /** Null until it is known. */
  readonly backend: Backend | null;
  /** How long steps take; null where the backends were not compared. */
  readonly stepTimes: StepTimes | null;
  /** The recipe by which it trains now. */
  readonly recipe: Recipe;
  /** The progress of loading. */
  readonly progress: Progress;
  readonly step: number;
  /** 0 while it does not train. */
  readonly stepsPerSecond: number;
  readonly points: readonly MetricPoint[];
  readonly snapshots: readonly Snapshot[];
  /** Milliseconds from one step to the next; 0 is full speed. */
  readonly stepInterval: number;
  /** The inside of a step; null until the worker has looked into one, and while nobody watches. */
  readonly inspection: StepInspection | null;
  /** The step of the checkpoint on this device; null where there is none. */
  readonly savedStep: number | null;
  /** Why the last checkpoint, or a model, could not be stored. */
  readonly warning: 'storageFull' | 'storageForbidden' | 'exportFull' | 'exportForbidden' | null;
  /** What failed last, so that it went on by other means. */
  readonly fellBack: FallBack | null;
  readonly failure: TrainingFailure | null;
};

/** @param phase of a training, or of two that are compared */
export function isLoaded(phase: string): boolean {
  return phase === 'training' || phase === 'pausing' || phase === 'paused';
}

/** A training that has not begun. */
export const IDLE: Omit<SessionState, 'recipe'> = {
  phase: 'idle',
  backend: null,
  stepTimes: null,
  progress: { stage: 'choosing', fraction: 0 },
  step: 0,
  stepsPerSecond: 0,
  points: [],
  snapshots: [],
  stepInterval: 0,
  inspection: null,
  savedStep: null,
  warning: null,
  fellBack: null,
  failure: null,
};

/** A training that was started over, and is paused. */
export const STARTED_OVER = {
  phase: 'paused',
  step: 0,
  stepsPerSecond: 0,
  points: [],
  snapshots: [],
  savedStep: null,
} as const satisfies Partial<SessionState>;
