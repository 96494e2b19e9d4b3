/** Looks into steps for the page, only while the page shows it, and seldom enough to cost little. */
import { inspectedLayers, LAYER_MEASURES, measureName } from '../../../../gan/inspection.ts';
import { RGB } from '../../../../gan/networks/architecture.ts';
import { greyToRgb } from '../../../../gan/networks/grey.ts';
import type { Recipe } from '../../../../gan/recipe.ts';
import type { Values } from '../../../../graph/tensor.ts';
import { toRgba } from '../../../../picture/rgba.ts';
import {
  type LayerInspection,
  realness,
  SHOWN_PICTURES,
  type StepInspection,
} from '../data-flow/step-inspection.ts';
import type { Controls, TrainerReply } from './messages.ts';
import { createThrottle } from './throttle.ts';
import type { BrowserTrainer, TrainingBatch } from './trainer.ts';

/** At full speed, the least time between two inspections, and the share of all time that they may take. */
const INTERVAL_MS = 2000;
const SHARE = 0.08;

export type Inspections = {
  /** Called before each step of a running training; reports what that step will do, if it is due. */
  beforeStep(): Promise<void>;
  /** Reports what the next step will do, while the page shows it; else frees what inspections take. */
  report(): Promise<void>;
};

type InspectionParts = {
  trainer: BrowserTrainer;
  recipe: () => Recipe;
  /** The batch of the next step. */
  nextBatch: () => TrainingBatch;
  controls: Readonly<Controls>;
  reply: (message: TrainerReply, transfer?: Transferable[]) => void;
};

export function createInspections({
  trainer,
  recipe,
  nextBatch,
  controls,
  reply,
}: InspectionParts): Inspections {
  const throttle = createThrottle(INTERVAL_MS, SHARE);

  async function report(): Promise<void> {
    if (!controls.watched) {
      return trainer.closeInspection();
    }
    const seen = await trainer.inspect(nextBatch());
    const inspection = stepInspection(recipe(), trainer.steps + 1, seen);
    const { real, fake, pixelGradient, z } = inspection;
    reply({ type: 'inspected', inspection }, [real.buffer, fake.buffer, pixelGradient.buffer, z.buffer]);
  }

  return {
    report,
    async beforeStep() {
      if (controls.watched && controls.stepInterval === 0) {
        await throttle.whenDue(report);
      } else {
        await report();
      }
    },
  };
}

/** @param seen the outputs of `inspectStep`, and `real` and `z` */
function stepInspection(recipe: Recipe, step: number, seen: Values): StepInspection {
  const { resolution: side, channels, latentSize, batch } = recipe;
  const shown = Math.min(SHOWN_PICTURES, batch);
  const pixels = side ** 2;
  const all = (name: string): Float32Array => seen[name]?.data ?? new Float32Array();
  const one = (name: string): number => all(name)[0] ?? Number.NaN;
  const logits = (name: string): number[] => Array.from(all(name).subarray(0, shown));
  const mean = (name: string): number =>
    Array.from(all(name)).reduce((sum, x) => sum + realness(x), 0) / batch;
  function pictures(name: string): Uint8ClampedArray<ArrayBuffer> {
    const planar = all(name).subarray(0, shown * channels * pixels);
    return toRgba(channels === RGB ? planar : greyToRgb(planar, pixels), side);
  }
  return {
    step,
    discriminatorSteps: recipe.discriminatorSteps,
    side,
    real: pictures('real'),
    fake: pictures('fake'),
    pixelGradient: pixelGradients(all('slope').subarray(0, shown * channels * pixels), channels, pixels),
    z: all('z').slice(0, shown * latentSize),
    onReal: logits('onReal'),
    onFake: logits('onFake'),
    onFakeAgain: logits('onFakeAgain'),
    dReal: mean('onReal'),
    dFake: mean('onFake'),
    lossDReal: one('lossDReal'),
    lossDFake: one('lossDFake'),
    lossG: one('lossG'),
    wholeLossD: one('wholeLossD'),
    wholeLossG: one('wholeLossG'),
    layers: inspectedLayers(recipe).map(({ network, name, shape }): LayerInspection => {
      const [weight = 0, gradient = 0, update = 0] = LAYER_MEASURES.map((each) =>
        one(measureName(each, name)),
      );
      return { network, name, shape, weight, gradient, update };
    }),
  };
}

/**
 * @param slope the gradient of G's loss, f32 [n, channels, pixels]
 * @returns f32 [n, pixels], as `StepInspection.pixelGradient`
 */
function pixelGradients(slope: Float32Array, channels: number, pixels: number): Float32Array {
  const gradients = new Float32Array(slope.length / channels);
  for (let start = 0; start < gradients.length; start += pixels) {
    const own = gradients.subarray(start, start + pixels);
    for (let i = 0; i < channels * pixels; i++) {
      const at = i % pixels;
      own[at] = (own[at] ?? 0) - (slope[start * channels + i] ?? 0);
    }
    const largest = own.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    for (let i = 0; largest > 0 && i < pixels; i++) {
      own[i] = (own[i] ?? 0) / largest;
    }
  }
  return gradients;
}
