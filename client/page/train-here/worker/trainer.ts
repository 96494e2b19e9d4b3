/**
 * Trains with graphs that ONNX Runtime runs, one for a whole step. The state is fed back from step to step; on WebGPU it stays in the GPU's
 * memory.
 */
import { type Backend, EngineError, messageOf } from '@dareka/engine';
import { guardAgainstLoss, type OnnxRuntime, unguarded } from '@dareka/engine/runtime';
import { initialState } from '../../../../gan/initial-state.ts';
import { generatorInputSize } from '../../../../gan/networks/condition.ts';
import type { Recipe } from '../../../../gan/recipe.ts';
import { stateEntries } from '../../../../gan/state-entries.ts';
import { stepInputs } from '../../../../gan/step-inputs.ts';
import { nextName } from '../../../../graph/state.ts';
import { CURVE_METRICS, type MetricPoint } from '../../training-metrics.ts';
import { conditionOf, type TrainingSet } from '../training-set.ts';
import type { TrainingGraphs } from './graphs.ts';

type OrtSession = Awaited<ReturnType<OnnxRuntime['InferenceSession']['create']>>;
type OrtTensors = Awaited<ReturnType<OrtSession['run']>>;
type OrtTensor = OrtTensors[string];

/** f32 tensors by name: weights, running statistics, moments of Adam, and the moving average of the generator. */
export type TrainingState = ReadonlyMap<string, Float32Array>;

/** `LAYER.kernel` f32 [in, out, k, k] and `LAYER.bias` f32 [out]. */
export type FoldedLayers = ReadonlyMap<
  string,
  { readonly shape: readonly number[]; readonly data: Float32Array }
>;

export type BrowserTrainer = {
  /** Steps since the weights were fresh. */
  readonly steps: number;
  /**
   * Trains one step.
   *
   * @param real f32 [batch, 3, resolution, resolution] in [−1, 1]
   * @param classes of these pictures, where the recipe has classes
   * @throws EngineError of kind `backend`
   */
  step(real: Float32Array, classes: readonly number[]): Promise<MetricPoint>;
  /** Goes on from another state. */
  restore(state: TrainingState, steps: number): void;
  /** A copy of the state, from the GPU too. */
  readState(): Promise<TrainingState>;
  foldedLayers(): Promise<FoldedLayers>;
  /**
   * Draws with the averaged generator.
   *
   * @param z f32 [n, latentSize + classes]
   * @returns f32 [n, 3, resolution, resolution] in [−1, 1]
   */
  generate(z: Float32Array): Promise<Float32Array>;
};

/** The state before the first step, the same on every device. */
export function initialTrainingState(recipe: Recipe): TrainingState {
  return new Map(Object.entries(initialState(recipe)).map(([name, { data }]) => [name, data]));
}

/** A trainer with fresh weights. @throws EngineError of kind `backend` */
export async function openBrowserTrainer(
  ort: OnnxRuntime,
  backend: Backend,
  set: TrainingSet,
  graphs: TrainingGraphs,
): Promise<BrowserTrainer> {
  const { recipe } = set;
  const frequencies = conditionOf(set)?.frequencies;
  const entries = stateEntries(recipe);
  const inputSize = generatorInputSize(recipe);
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new EngineError({ kind: 'backend', backend, detail: messageOf(error) }, { cause: error });
    }
  }
  const createSession = (file: Uint8Array, gpuOutputs: readonly string[] = []): Promise<OrtSession> =>
    ort.InferenceSession.create(file, {
      executionProviders: [backend],
      // A memory plan for a whole step takes more memory than buffers that are reused.
      enableMemPattern: false,
      ...(backend === 'webgpu' && {
        preferredOutputLocation: Object.fromEntries(gpuOutputs.map((name) => [name, 'gpu-buffer' as const])),
      }),
    });
  const tensor = (data: Float32Array, shape: readonly number[]): OrtTensor =>
    new ort.Tensor('float32', data, shape);

  const [stepSession, foldSession, generatorSession] = await guarded(async () => [
    await createSession(
      graphs.step,
      entries.map(({ name }) => nextName(name)),
    ),
    await createSession(graphs.fold),
    await createSession(graphs.generator),
  ]);
  const guardLoss =
    backend === 'webgpu' ? guardAgainstLoss(await guarded(() => ort.env.webgpu.device)) : unguarded;
  const run = (session: OrtSession, feeds: Record<string, OrtTensor>): Promise<OrtTensors> =>
    guarded(() => {
      const wanted = Object.fromEntries(session.inputNames.map((name) => [name, feeds[name] as OrtTensor]));
      return guardLoss(session.run(wanted));
    });
  const read = async (value: OrtTensor | undefined): Promise<Float32Array> =>
    value === undefined ? new Float32Array() : ((await value.getData()) as Float32Array);

  let steps = 0;
  let state: Record<string, OrtTensor> = {};
  const restore: BrowserTrainer['restore'] = (values, taken) => {
    for (const old of Object.values(state)) {
      old.dispose();
    }
    steps = taken;
    state = Object.fromEntries(
      entries.map(({ name, shape }) => [name, tensor(values.get(name) ?? new Float32Array(), shape)]),
    );
  };
  restore(initialTrainingState(recipe), 0);

  async function foldedLayers(): Promise<FoldedLayers> {
    const layers = Object.entries(await run(foldSession, state)).map(
      async ([name, value]) => [name, { shape: value.dims, data: await read(value) }] as const,
    );
    return new Map(await Promise.all(layers));
  }

  return {
    get steps() {
      return steps;
    },
    async step(real, classes) {
      const inputs = Object.entries(stepInputs(recipe, steps, real, { classes }, { frequencies })).map(
        ([name, { data, shape }]) => [name, tensor(data, shape)] as const,
      );
      const results = await run(stepSession, { ...state, ...Object.fromEntries(inputs) });
      const before = state;
      state = Object.fromEntries(
        Object.entries(before).map(([name, value]) => [name, results[nextName(name)] ?? value]),
      );
      for (const [name, value] of Object.entries(before)) {
        if (state[name] !== value) {
          value.dispose();
        }
      }
      steps++;
      const metrics = await Promise.all(
        CURVE_METRICS.map(async (name) => [name, (await read(results[name]))[0] ?? Number.NaN] as const),
      );
      return { step: steps, ...Object.fromEntries(metrics) } as MetricPoint;
    },
    restore,
    readState: () =>
      guarded(async () => {
        const values = new Map<string, Float32Array>();
        for (const [name, value] of Object.entries(state)) {
          values.set(name, (await read(value)).slice());
        }
        return values;
      }),
    foldedLayers,
    async generate(z) {
      const layers = Array.from(
        await foldedLayers(),
        ([name, { shape, data }]) => [name, tensor(data, shape)] as const,
      );
      const feeds = { ...Object.fromEntries(layers), z: tensor(z, [z.length / inputSize, inputSize]) };
      return read((await run(generatorSession, feeds)).image);
    },
  };
}
