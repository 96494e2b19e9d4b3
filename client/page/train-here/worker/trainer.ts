/**
 * Trains with the graphs that `training/` published: ONNX files that ONNX Runtime runs, one for a whole step. The state is
 * fed back from step to step; on WebGPU it stays in the GPU's memory.
 */
import { type Backend, EngineError, messageOf } from '@dareka/engine';
import { guardAgainstLoss, type OnnxRuntime, unguarded } from '@dareka/engine/runtime';
import training from '../../../../browser-training/training.json';
import { nextName } from '../../../../graph/state.ts';
import { stepScalars } from '../../../../graph/step-schedule.ts';
import { fillNormal } from '../../../../latent/seed.ts';
import { CURVE_METRICS, type MetricPoint } from '../../training-metrics.ts';

type OrtSession = Awaited<ReturnType<OnnxRuntime['InferenceSession']['create']>>;
type OrtTensors = Awaited<ReturnType<OrtSession['run']>>;
type OrtTensor = OrtTensors[string];

const { recipe, state: entries, firstStream } = training;
const { batch, latentSize, resolution } = recipe;

export type TrainingGraphs = {
  readonly step: ArrayBuffer;
  /** Folds batch norm into the layers of the averaged generator. */
  readonly fold: ArrayBuffer;
  /** The generator with the folded layers as inputs. */
  readonly generator: ArrayBuffer;
};

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
   * @throws EngineError of kind `backend`
   */
  step(real: Float32Array): Promise<MetricPoint>;
  /** Goes on from another state. */
  restore(state: TrainingState, steps: number): void;
  /** A copy of the state, from the GPU too. */
  readState(): Promise<TrainingState>;
  foldedLayers(): Promise<FoldedLayers>;
  /**
   * Draws with the averaged generator.
   *
   * @param z f32 [n, latentSize]
   * @returns f32 [n, 3, resolution, resolution] in [−1, 1]
   */
  generate(z: Float32Array): Promise<Float32Array>;
};

/** The state before the first step, the same on every device. */
export function initialTrainingState({ state, recipe } = training): TrainingState {
  return new Map(
    state.map(({ name, shape, centre, deviation, stream }) => {
      const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
      if (deviation === 0) {
        return [name, values.fill(centre)];
      }
      return [name, fillNormal(values, recipe.seed, stream).map((value) => centre + deviation * value)];
    }),
  );
}

/** A trainer with fresh weights. @throws EngineError of kind `backend` */
export async function openBrowserTrainer(
  ort: OnnxRuntime,
  backend: Backend,
  graphs: TrainingGraphs,
): Promise<BrowserTrainer> {
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new EngineError({ kind: 'backend', backend, detail: messageOf(error) }, { cause: error });
    }
  }
  const createSession = (file: ArrayBuffer, gpuOutputs: readonly string[] = []): Promise<OrtSession> =>
    ort.InferenceSession.create(new Uint8Array(file), {
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
  restore(initialTrainingState(), 0);

  /** What the step's graph is fed beside the state. */
  function stepInputs(real: Float32Array): Record<string, OrtTensor> {
    const z = fillNormal(new Float32Array(batch * latentSize), recipe.seed, firstStream + steps);
    const scalars = Object.entries(stepScalars(recipe, steps)).map(
      ([name, value]) => [name, tensor(Float32Array.of(value), [1])] as const,
    );
    return {
      ...Object.fromEntries(scalars),
      real: tensor(real, [batch, 3, resolution, resolution]),
      z: tensor(z, [batch, latentSize]),
    };
  }

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
    async step(real) {
      const results = await run(stepSession, { ...state, ...stepInputs(real) });
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
      const feeds = { ...Object.fromEntries(layers), z: tensor(z, [z.length / latentSize, latentSize]) };
      return read((await run(generatorSession, feeds)).image);
    },
  };
}
