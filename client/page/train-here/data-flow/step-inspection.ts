/** One training step looked into, as the worker sends it to the page. */
import type { InspectedLayer } from '../../../../gan/inspection.ts';

/** What is known of a layer: its norms before the step, and the norm of its update as a share of that of its weights. */
export type LayerInspection = Pick<InspectedLayer, 'network' | 'name' | 'shape'> & {
  readonly weight: number;
  readonly gradient: number;
  readonly update: number;
};

/** All of it is of the step that is taken next, from the state before it. */
export type StepInspection = {
  /** The number of that step, from 1. */
  readonly step: number;
  /** How often D is updated in a step; what is shown is of the last time. */
  readonly discriminatorSteps: number;
  /** Of a picture, in pixels. */
  readonly side: number;
  /** The first pictures of the batch, RGBA u8 [n, side, side, 4] each. */
  readonly real: Uint8ClampedArray<ArrayBuffer>;
  readonly fake: Uint8ClampedArray<ArrayBuffer>;
  /**
   * For each pixel of these fakes, how much more light there would please D: the negative gradient of G's loss, summed over the channels; f32 [n,
   * side, side], each picture's largest value 1 or −1.
   */
  readonly wishes: Float32Array;
  /** z of these fakes, f32 [n, latentSize]. */
  readonly z: Float32Array;
  /** D's logits of these pictures; the last ones after D's update. */
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

/** So many pictures of a batch are shown. */
export const SHOWN_PICTURES = 8;

/** D(x), how real D finds a picture. */
export function realness(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
