/** One training step looked into, as the worker sends it to the page. */
import type { InspectedLayer } from '../../../../gan/inspection.ts';

/** What is known of a layer: its norms before the step, and the norm of its update as a share of that of its weights. */
export type LayerInspection = Pick<InspectedLayer, 'network' | 'name' | 'shape'> & {
  readonly weight: number;
  readonly gradient: number;
  readonly update: number;
};

/** All values are those of the step that is taken next, from the state before it. */
export type StepInspection = {
  /** The number of that step, from 1. */
  readonly step: number;
  /** How often D is updated in a step; the values are those of its last update. */
  readonly discriminatorSteps: number;
  /** The side of a picture in pixels. */
  readonly side: number;
  /** The first pictures of the batch, RGBA u8 [n, side, side, 4] each. */
  readonly real: Uint8ClampedArray<ArrayBuffer>;
  readonly fake: Uint8ClampedArray<ArrayBuffer>;
  /**
   * The negative gradient of G's loss with respect to each pixel of these fakes, summed over the channels: how much more light there would please
   * D. f32 [n, side, side], each picture scaled so that its largest value is 1 or −1.
   */
  readonly pixelGradient: Float32Array;
  /** z of these fakes, f32 [n, latentSize]. */
  readonly z: Float32Array;
  /** D's logits of these pictures; `onFakeAgain` those after its update. */
  readonly onReal: readonly number[];
  readonly onFake: readonly number[];
  readonly onFakeAgain: readonly number[];
  /** Means over the batch, as the curves show them. */
  readonly dReal: number;
  readonly dFake: number;
  readonly lossDReal: number;
  readonly lossDFake: number;
  readonly lossG: number;
  /** All that each network minimizes, with penalties and class losses. */
  readonly wholeLossD: number;
  readonly wholeLossG: number;
  readonly layers: readonly LayerInspection[];
};

/** How many pictures of a batch are shown. */
export const SHOWN_PICTURES = 8;

/** D(x), how real D finds a picture. */
export function realness(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
