/** A fixture: the inputs of a few training steps, and what PyTorch made of them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readSafetensors } from '../../files/safetensors.ts';
import { CONDITIONS } from '../../gan/networks/architecture.ts';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { METRICS, type Metrics } from '../../gan/step.ts';
import type { BesidePictures } from '../../gan/step-inputs.ts';
import type { Values } from '../../graph/tensor.ts';
import { parseJson } from '../read/parse.ts';

const stepSchema = v.object({
  loss_d_real: v.number(),
  loss_d_fake: v.number(),
  loss_g: v.number(),
  d_x: v.number(),
  d_g_z1: v.number(),
  d_g_z2: v.number(),
  loss_class_real: v.optional(v.number()),
  loss_class_fake: v.optional(v.number()),
});
/** A DCGAN as in PyTorch's tutorial, with a class or without. */
const tutorialSchema = v.object({
  /** How the class enters D, in a fixture whose `input.safetensors` has `class_real` and `class_fake`. */
  condition: v.optional(v.picklist(CONDITIONS), 'none'),
  width: v.number(),
  batch: v.number(),
  steps: v.array(stepSchema),
  optimizer: v.object({
    name: v.literal('adam'),
    lr: v.number(),
    beta1: v.number(),
    beta2: v.number(),
    eps: v.literal(1e-8),
  }),
  batch_norm: v.object({ eps: v.literal(1e-5), momentum: v.literal(0.1) }),
  leaky_relu: v.literal(0.2),
});
/** Any other recipe, with the metrics as we name them (`pytorch/fixture.py`). */
const recipeSchema = v.object({
  recipe: v.record(v.string(), v.unknown()),
  steps: v.array(
    v.object({
      ...v.entriesFromList(METRICS, v.number()),
      errorLabelsReal: v.optional(v.number()),
      errorLabelsFake: v.optional(v.number()),
    }),
  ),
});
const fixtureSchema = v.union([recipeSchema, tutorialSchema]);

type WantedMetrics = { readonly [Name in keyof Metrics]?: number | undefined };

export type FixtureStep = {
  /** f32 [batch, 3, side, side] in [−1, 1] */
  readonly real: Float32Array;
  readonly beside: BesidePictures;
  /** PyTorch's, those that it has. */
  readonly metrics: WantedMetrics;
};

export type Fixture = {
  readonly recipe: Recipe;
  /** Before the first step, by name. */
  readonly weights: Values;
  readonly steps: readonly FixtureStep[];
  /** PyTorch's gradients of the first step, as `NAME.grad`, and its weights, statistics and averages (`ema.NAME`) after the last one. */
  readonly expected: Values;
  /** Latents, f32 [n, latentSize + classes], and what PyTorch's generator draws from them after the last step. */
  readonly probe: { readonly z: Float32Array; readonly image: Float32Array; readonly count: number };
};

/**
 * Reads `input.safetensors`, `expected.safetensors` and `expected.json`.
 *
 * @throws Error where one of them is missing or says something else
 */
export async function readFixture(folder: string): Promise<Fixture> {
  const given = await readSafetensors(join(folder, 'input.safetensors'));
  const { tensors: expected } = await readSafetensors(join(folder, 'expected.safetensors'));
  const path = join(folder, 'expected.json');
  const said = parseJson(fixtureSchema, await readFile(path, 'utf8'), path);
  const {
    real,
    z,
    probe_z: probe,
    class_real: classes,
    class_fake: asked,
    labels_real: labels,
    ...weights
  } = given.tensors;
  const probeImage = expected.probe_image;
  if (!real || !z || !probe || !probeImage) {
    throw new Error(`${folder}: real, z, probe_z or probe_image is missing`);
  }
  const recipe = parseRecipe(
    'recipe' in said
      ? { name: 'parity', ...said.recipe }
      : {
          name: 'parity',
          resolution: real.shape[3],
          latentSize: z.shape[2],
          condition: said.condition,
          classCount: classes?.shape[2] ?? 0,
          generatorWidth: said.width,
          discriminatorWidth: said.width,
          batch: said.batch,
          generatorRate: said.optimizer.lr,
          discriminatorRate: said.optimizer.lr,
          beta1: said.optimizer.beta1,
          beta2: said.optimizer.beta2,
        },
    folder,
  );
  const metrics = 'recipe' in said ? said.steps : said.steps.map(metricsOf);
  /** Its part of a tensor whose first dimension are the steps. */
  function ofStep({ data }: Values[string], i: number): Float32Array {
    const size = data.length / metrics.length;
    return data.subarray(i * size, (i + 1) * size);
  }
  return {
    recipe,
    weights,
    steps: metrics.map((ofThisStep, i) => ({
      real: ofStep(real, i),
      beside: {
        z: ofStep(z, i),
        labels: labels && ofStep(labels, i),
        classes: classes && indices(ofStep(classes, i), recipe.classCount),
        asked: asked && indices(ofStep(asked, i), recipe.classCount),
      },
      metrics: ofThisStep,
    })),
    expected,
    probe: { z: probe.data, image: probeImage.data, count: probe.shape[0] ?? 0 },
  };
}

/** The classes of one-hot rows, f32 [n, k]. */
function indices(rows: Float32Array, k: number): number[] {
  return Array.from({ length: rows.length / k }, (_, i) => rows.subarray(i * k, (i + 1) * k).indexOf(1));
}

function metricsOf(step: v.InferOutput<typeof stepSchema>): WantedMetrics {
  return {
    lossDReal: step.loss_d_real,
    lossDFake: step.loss_d_fake,
    lossG: step.loss_g,
    dReal: step.d_x,
    dFakeBefore: step.d_g_z1,
    dFakeAfter: step.d_g_z2,
    lossClassReal: step.loss_class_real,
    lossClassFake: step.loss_class_fake,
  };
}
