/** Adam with a cosine schedule of the learning rate: the training of the small networks that measure pictures. */
import { adam, adamMean, adamVariance } from '../../../gan/objective/adam.ts';
import { nextName } from '../../../graph/state.ts';
import { input, sizeOf, type Tensor, type Values } from '../../../graph/tensor.ts';
import { buildProgram } from '../../onnxruntime/program.ts';

const BETA1 = 0.9;
const BETA2 = 0.99;

export type Minimization = {
  /** The inputs of the loss that are trained, by their names. */
  readonly weights: Readonly<Record<string, Tensor>>;
  /** f32 [1] */
  readonly loss: Tensor;
  readonly start: Values;
  readonly steps: number;
  /** The learning rate of the first step; it falls to zero by a cosine. */
  readonly rate: number;
  /** Threads of the CPU; 0 is one for each core. */
  readonly threads?: number;
  /** The other inputs of the loss. The next step's are asked for while a step runs. */
  readonly batchOf: (step: number) => Promise<Values>;
  /** Called after each step, whose number counts from 1. */
  readonly after?: (step: number, loss: number, weights: Values) => Promise<void> | void;
};

/** The trained weights, by their names. */
export async function minimize(options: Minimization): Promise<Values> {
  const { weights, loss, start, steps, rate: firstRate, threads = 0, batchOf, after } = options;
  const scalar = (name: string): Tensor => input(name, [1]);
  const updates = adam(weights, loss, {
    beta1: BETA1,
    beta2: BETA2,
    rate: scalar('rate'),
    correction: scalar('correction'),
  });
  const outputs = Object.entries(updates).flatMap(([name, { after: next, moments }]) => [
    [nextName(name), next] as const,
    ...Object.entries(moments).map(([moment, tensor]) => [nextName(moment), tensor] as const),
  ]);
  const program = await buildProgram('minimize', { ...Object.fromEntries(outputs), loss }, { threads });

  const names = Object.keys(weights);
  let state: Values = Object.fromEntries(
    Object.entries(weights).flatMap(([name, { shape }]) => {
      const empty = () => ({ shape, data: new Float32Array(sizeOf(shape)) });
      return [
        [name, start[name] ?? empty()],
        [adamMean(name), empty()],
        [adamVariance(name), empty()],
      ];
    }),
  );
  const trained = (): Values =>
    Object.fromEntries(names.flatMap((name) => (state[name] ? [[name, state[name]]] : [])));

  let upcoming = batchOf(0);
  for (let step = 0; step < steps; step++) {
    const batch = await upcoming;
    if (step + 1 < steps) {
      upcoming = batchOf(step + 1);
      upcoming.catch(() => {}); // Reported when the next step awaits it.
    }
    const t = step + 1;
    const rate = (firstRate * (1 + Math.cos((Math.PI * step) / steps))) / 2;
    const one = (value: number) => ({ shape: [1], data: Float32Array.of(value) });
    const results = await program.run({
      ...state,
      ...batch,
      rate: one(rate / (1 - BETA1 ** t)),
      correction: one(1 / Math.sqrt(1 - BETA2 ** t)),
    });
    state = Object.fromEntries(
      Object.entries(state).map(([name, value]) => [name, results[nextName(name)] ?? value]),
    );
    await after?.(t, results.loss?.data[0] ?? Number.NaN, trained());
  }
  await program.release();
  return trained();
}
