/**
 * Compares training steps with PyTorch's. Reads a folder with `input.safetensors`, `expected.safetensors` and
 * `expected.json`, takes the same steps, and prints the largest relative error ‖a − b‖₂ / ‖b‖₂ of each kind of result.
 *
 *     npm run parity -- --fixture DIR [--device cpu|webgpu|onnx-webgpu] [--json]
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { readSafetensors } from '../files/safetensors.ts';
import { CONDITIONS } from '../gan/networks/architecture.ts';
import { generatorInputSize } from '../gan/networks/condition.ts';
import { generate, generatorParameters } from '../gan/networks/generator.ts';
import { weightInputs } from '../gan/networks/layers.ts';
import { parseRecipe } from '../gan/recipe.ts';
import type { Metrics } from '../gan/step.ts';
import { type Device, input, type Values } from '../graph/tensor.ts';
import { deviceFlag, runCommand, UsageError, userPath } from './command-line.ts';
import { parseJson } from './read/parse.ts';
import { openProgram } from './runtime/open.ts';
import { openTrainer } from './trainer/trainer.ts';

/** Parameters have a wider limit: Adam's first steps divide by the root of a small average, which amplifies rounding errors. */
export const LIMITS = {
  losses: 1e-3,
  gradients: 1e-3,
  statistics: 1e-3,
  probe: 1e-3,
  parameters: 1e-2,
} as const;
export type ParityKind = keyof typeof LIMITS;
export type Parity = Record<ParityKind, { error: number; tensor: string; limit: number }>;

/** Whether every error is below its limit. */
export function isEqual(parity: Parity): boolean {
  return Object.values(parity).every(({ error, limit }) => error < limit);
}

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
const fixtureSchema = v.object({
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

function relativeError(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) {
    throw new Error(`${a.length} values against ${b.length}`);
  }
  let difference = 0;
  let norm = 0;
  b.forEach((expected, i) => {
    difference += ((a[i] ?? Number.NaN) - expected) ** 2;
    norm += expected ** 2;
  });
  return Math.sqrt(difference / norm);
}

/** The classes of one-hot rows, f32 [n, k]. */
function indices(rows: Float32Array, k: number): number[] {
  return Array.from({ length: rows.length / k }, (_, i) => rows.subarray(i * k, (i + 1) * k).indexOf(1));
}

function networkOf(tensor: string): string {
  return tensor.split('.', 1).join();
}

/** Takes the fixture's steps on a device. Returns the largest relative error of each kind, and the tensor that has it. */
export async function measureParity(folder: string, device: Device): Promise<Parity> {
  const given = await readSafetensors(join(folder, 'input.safetensors'));
  const { tensors: expected } = await readSafetensors(join(folder, 'expected.safetensors'));
  const fixturePath = join(folder, 'expected.json');
  const fixture = parseJson(fixtureSchema, await readFile(fixturePath, 'utf8'), fixturePath);
  const { real, z, probe_z: probe, class_real: classes, class_fake: asked, ...weights } = given.tensors;
  const probeImage = expected.probe_image;
  if (!real || !z || !probe || !probeImage) {
    throw new Error(`${folder}: real, z, probe_z or probe_image is missing`);
  }
  const recipe = parseRecipe(
    {
      name: 'parity',
      resolution: real.shape[3],
      latentSize: z.shape[2],
      condition: fixture.condition,
      classCount: classes?.shape[2] ?? 0,
      generatorWidth: fixture.width,
      discriminatorWidth: fixture.width,
      batch: fixture.batch,
      generatorRate: fixture.optimizer.lr,
      discriminatorRate: fixture.optimizer.lr,
      beta1: fixture.optimizer.beta1,
      beta2: fixture.optimizer.beta2,
    },
    folder,
  );

  const parity = Object.fromEntries(
    Object.entries(LIMITS).map(([kind, limit]) => [kind, { error: 0, tensor: '', limit }]),
  ) as Parity;
  function compare(kind: ParityKind, tensor: string, got: Float32Array, want: Float32Array): void {
    const error = relativeError(got, want);
    if (!(error <= parity[kind].error)) {
      parity[kind] = { ...parity[kind], error, tensor };
    }
  }

  const trainer = await openTrainer(recipe, { device, weights, gradients: true });
  for (const [i, want] of fixture.steps.entries()) {
    const slice = (x: Values[string]) =>
      x.data.subarray(
        (i * x.data.length) / fixture.steps.length,
        ((i + 1) * x.data.length) / fixture.steps.length,
      );
    const { metrics, gradients } = await trainer.step(slice(real), {
      z: slice(z),
      classes: classes && indices(slice(classes), recipe.classCount),
      asked: asked && indices(slice(asked), recipe.classCount),
    });
    const wanted: Metrics = {
      lossDReal: want.loss_d_real,
      lossDFake: want.loss_d_fake,
      lossG: want.loss_g,
      dReal: want.d_x,
      dFakeBefore: want.d_g_z1,
      dFakeAfter: want.d_g_z2,
      ...(want.loss_class_real === undefined ? {} : { lossClassReal: want.loss_class_real }),
      ...(want.loss_class_fake === undefined ? {} : { lossClassFake: want.loss_class_fake }),
    };
    for (const [name, value] of Object.entries(wanted) as [keyof Metrics, number][]) {
      compare(
        'losses',
        `${name} of step ${i + 1}`,
        Float32Array.of(metrics[name] ?? Number.NaN),
        Float32Array.of(value),
      );
    }
    if (i === 0) {
      for (const [name, { data }] of Object.entries(gradients)) {
        const want = expected[`${name}.grad`];
        if (!want) {
          throw new Error(`${folder}: ${name}.grad is missing`);
        }
        compare('gradients', name, data, want.data);
      }
    }
  }
  const state = await trainer.state();
  await trainer.release();
  const biases: Record<string, { got: number[]; want: number[] }> = {};
  for (const name of Object.keys(weights)) {
    const got = state[name];
    const want = expected[name];
    if (!got || !want) {
      throw new Error(`${folder}: ${name} is missing`);
    }
    if (name.endsWith('.bias')) {
      biases[networkOf(name)] ??= { got: [], want: [] };
      biases[networkOf(name)]?.got.push(...got.data);
      biases[networkOf(name)]?.want.push(...want.data);
    } else {
      compare(name.includes('running_') ? 'statistics' : 'parameters', name, got.data, want.data);
    }
  }
  // Biases are compared together: they start at 0, and some have only eight numbers, where a single one with a gradient
  // near 0 would decide the relative error.
  for (const [network, { got, want }] of Object.entries(biases)) {
    compare('parameters', `biases of ${network}`, Float32Array.from(got), Float32Array.from(want));
  }

  const n = probe.shape[0] ?? 0;
  const evaluated = weightInputs(generatorParameters(recipe));
  const shape = [n, generatorInputSize(recipe)];
  const image = generate(recipe, evaluated, input('z', shape), { kind: 'evaluate' });
  const draw = await openProgram('probe', { image }, { device });
  const drawn = await draw.run({ ...state, z: { shape, data: probe.data } });
  compare('probe', 'probe_image', drawn.image?.data ?? new Float32Array(), probeImage.data);
  return parity;
}

if (import.meta.main) {
  await runCommand(async () => {
    const { values: flags } = parseArgs({
      options: {
        fixture: { type: 'string' },
        device: { type: 'string', default: 'cpu' },
        json: { type: 'boolean' },
      },
    });
    if (flags.fixture === undefined) {
      throw new UsageError(
        'write --fixture DIR, a folder with input.safetensors, expected.safetensors and expected.json',
      );
    }
    const parity = await measureParity(userPath(flags.fixture), deviceFlag(flags.device));
    const passed = isEqual(parity);
    if (flags.json) {
      console.log(JSON.stringify({ passed, ...parity }, null, 2));
    } else {
      for (const [kind, { error, tensor, limit }] of Object.entries(parity)) {
        console.log(`${kind.padEnd(11)} ${error.toExponential(2)} (limit ${limit})  ${tensor}`);
      }
      console.log(passed ? 'equal to PyTorch within the limits' : 'NOT equal to PyTorch within the limits');
    }
    process.exitCode = passed ? 0 : 1;
  });
}
