/** Takes the steps of a fixture, and compares each kind of result with PyTorch's. */
import { generatorInputSize } from '../../gan/networks/condition.ts';
import { generate, generatorParameters } from '../../gan/networks/generator.ts';
import { weightInputs } from '../../gan/networks/layers.ts';
import { emaName, type Metrics } from '../../gan/step.ts';
import { type Device, input, type Values } from '../../graph/tensor.ts';
import { openProgram } from '../runtime/open.ts';
import { openTrainer } from '../trainer/trainer.ts';
import { type Fixture, readFixture } from './fixture.ts';

/** Parameters have a wider limit: Adam's first steps divide by the root of a small average, which amplifies rounding errors. */
export const LIMITS = {
  losses: 1e-3,
  gradients: 1e-3,
  statistics: 1e-3,
  probe: 1e-3,
  parameters: 1e-2,
} as const;
type ParityKind = keyof typeof LIMITS;
export type Parity = Record<ParityKind, { error: number; tensor: string; limit: number }>;
type Compare = (kind: ParityKind, tensor: string, got: Float32Array, want: Float32Array) => void;

/** Whether every error is below its limit. */
export function isEqual(parity: Parity): boolean {
  return Object.values(parity).every(({ error, limit }) => error < limit);
}

/** The largest relative error ‖a − b‖₂ / ‖b‖₂ of each kind on a device, and the tensor that has it. @throws as `readFixture` does */
export async function measureParity(folder: string, device: Device): Promise<Parity> {
  const fixture = await readFixture(folder);
  const parity = Object.fromEntries(
    Object.entries(LIMITS).map(([kind, limit]) => [kind, { error: 0, tensor: '', limit }]),
  ) as Parity;
  function compare(kind: ParityKind, tensor: string, got: Float32Array, want: Float32Array): void {
    const error = relativeError(got, want);
    if (!(error <= parity[kind].error)) {
      parity[kind] = { ...parity[kind], error, tensor };
    }
  }
  const state = await compareSteps(fixture, device, compare);
  compareState(fixture, state, compare);
  await compareProbe(fixture, state, device, compare);
  return parity;
}

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

/** Losses of all steps, and gradients of the first. @returns the state after the last */
async function compareSteps(
  { recipe, weights, steps, expected }: Fixture,
  device: Device,
  compare: Compare,
): Promise<Values> {
  // The labels that a fixture asks for are the first numbers of z themselves.
  const scoresFor = (z: Float32Array, size: number): Float32Array =>
    z.filter((_, i) => i % size < recipe.labelCount);
  const trainer = await openTrainer(recipe, { device, weights, gradients: true, scoresFor });
  for (const [i, { real, beside, metrics: wanted }] of steps.entries()) {
    const { metrics, gradients } = await trainer.step(real, beside);
    for (const [name, want] of Object.entries(wanted) as [keyof Metrics, number | undefined][]) {
      if (want !== undefined) {
        const got = metrics[name] ?? Number.NaN;
        compare('losses', `${name} of step ${i + 1}`, Float32Array.of(got), Float32Array.of(want));
      }
    }
    for (const [name, { data }] of i === 0 ? Object.entries(gradients) : []) {
      compare('gradients', name, data, known(expected, `${name}.grad`));
    }
  }
  const state = await trainer.state();
  await trainer.release();
  return state;
}

/**
 * Parameters, their moving averages, and statistics. Biases are compared together: they start at 0, and some have only eight numbers, where a single one with a
 * gradient near 0 would decide the relative error.
 */
function compareState({ weights, expected }: Fixture, state: Values, compare: Compare): void {
  const biases: Record<string, { got: number[]; want: number[] }> = {};
  const averages = Object.keys(expected).filter((name) => name.startsWith(emaName('')));
  for (const name of [...Object.keys(weights), ...averages]) {
    const [got, want] = [known(state, name), known(expected, name)];
    if (name.endsWith('.bias')) {
      const [network = ''] = name.split('.', 1);
      biases[network] ??= { got: [], want: [] };
      biases[network]?.got.push(...got);
      biases[network]?.want.push(...want);
    } else {
      compare(name.includes('running_') ? 'statistics' : 'parameters', name, got, want);
    }
  }
  for (const [network, { got, want }] of Object.entries(biases)) {
    compare('parameters', `biases of ${network}`, Float32Array.from(got), Float32Array.from(want));
  }
}

/** What the generator draws after the steps. */
async function compareProbe(
  { recipe, probe }: Fixture,
  state: Values,
  device: Device,
  compare: Compare,
): Promise<void> {
  const shape = [probe.count, generatorInputSize(recipe)];
  const weights = weightInputs(generatorParameters(recipe));
  const image = generate(recipe, weights, input('z', shape), { kind: 'evaluate' });
  const draw = await openProgram('probe', { image }, { device });
  const drawn = await draw.run({ ...state, z: { shape, data: probe.z } });
  compare('probe', 'probe_image', known(drawn, 'image'), probe.image);
}

function known(values: Values, name: string): Float32Array {
  const value = values[name];
  if (!value) {
    throw new Error(`${name} is missing`);
  }
  return value.data;
}
