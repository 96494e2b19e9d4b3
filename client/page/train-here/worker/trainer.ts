/**
 * The networks and how they learn: ONNX graphs that training/ published, run step by step. What a step keeps for the next
 * one is fed back as it comes, on WebGPU without ever leaving the GPU's memory.
 */
import { type Backend, EngineError, messageOf } from '@dareka/engine';
import { guardAgainstLoss, type OnnxRuntime, unguarded } from '@dareka/engine/runtime';
import training from '../../../../browser-training/training.json';
import { stepScalars } from '../../../../graph/step-schedule.ts';
import { fillNormal } from '../../../../latent/seed.ts';
import type { MetricPoint } from '../../training/metrics.ts';

type Session = Awaited<ReturnType<OnnxRuntime['InferenceSession']['create']>>;
type Values = Awaited<ReturnType<Session['run']>>;
type Tensor = Values[string];

const { recipe, state: entries, firstStream } = training;
const NEXT = 'next.';

export type TrainingGraphs = {
  readonly step: ArrayBuffer;
  readonly fold: ArrayBuffer;
  readonly generator: ArrayBuffer;
};

/** Tensors by name: f32, of the shapes that training.json has. */
export type TrainingState = ReadonlyMap<string, Float32Array>;

/** A layer of the generator: kernel f32 [in, out, k, k], bias f32 [out], both by name with their shapes. */
export type FoldedLayers = ReadonlyMap<
  string,
  { readonly shape: readonly number[]; readonly data: Float32Array }
>;

export type BrowserTrainer = {
  /** Steps taken since the weights were fresh. */
  readonly steps: number;
  /** One step with these portraits: f32 [batch, 3, side, side] in [−1, 1]. @throws EngineError of kind `backend` */
  learn(real: Float32Array): Promise<MetricPoint>;
  /** Goes on from another state. */
  become(state: TrainingState, steps: number): void;
  /** A copy of the state, from wherever it is computed. */
  state(): Promise<TrainingState>;
  /** The averaged generator as plain layers. */
  folded(): Promise<FoldedLayers>;
  /** z: f32 [n, latentSize] → images f32 [n, 3, side, side] in [−1, 1], by the averaged generator. */
  draw(z: Float32Array): Promise<Float32Array>;
};

/** The state before the first step, the same on every device. */
export function initialState(): TrainingState {
  return new Map(
    entries.map(({ name, shape, centre, deviation, stream }) => {
      const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
      if (deviation === 0) {
        return [name, values.fill(centre)];
      }
      return [name, fillNormal(values, recipe.seed, stream).map((value) => centre + deviation * value)];
    }),
  );
}

/** A learner with fresh weights. @throws EngineError of kind `backend` */
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
  const open = (file: ArrayBuffer, staying: readonly string[] = []): Promise<Session> =>
    ort.InferenceSession.create(new Uint8Array(file), {
      executionProviders: [backend],
      // One block planned for all that a step computes is larger than buffers that are used again.
      enableMemPattern: false,
      ...(backend === 'webgpu' && {
        preferredOutputLocation: Object.fromEntries(staying.map((name) => [name, 'gpu-buffer' as const])),
      }),
    });
  const tensor = (data: Float32Array, shape: readonly number[]): Tensor =>
    new ort.Tensor('float32', data, shape);

  const [step, fold, generator] = await guarded(async () => [
    await open(
      graphs.step,
      entries.map(({ name }) => NEXT + name),
    ),
    await open(graphs.fold),
    await open(graphs.generator),
  ]);
  const orLost =
    backend === 'webgpu' ? guardAgainstLoss(await guarded(() => ort.env.webgpu.device)) : unguarded;
  const run = (session: Session, feeds: Record<string, Tensor>): Promise<Values> =>
    guarded(() => {
      const wanted = Object.fromEntries(session.inputNames.map((name) => [name, feeds[name] as Tensor]));
      return orLost(session.run(wanted));
    });

  let steps = 0;
  let held: Record<string, Tensor> = {};
  const become: BrowserTrainer['become'] = (state, taken) => {
    for (const value of Object.values(held)) {
      value.dispose();
    }
    steps = taken;
    held = Object.fromEntries(
      entries.map(({ name, shape }) => [name, tensor(state.get(name) ?? new Float32Array(), shape)]),
    );
  };
  become(initialState(), 0);

  const { batch, latentSize, resolution } = recipe;
  /** What a step is fed beside the state. @param real f32 [batch, 3, resolution, resolution] */
  function feedsOf(real: Float32Array): Record<string, Tensor> {
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
  const floats = async (value: Tensor | undefined): Promise<Float32Array> =>
    value === undefined ? new Float32Array() : ((await value.getData()) as Float32Array);

  const folded = async (): Promise<FoldedLayers> =>
    new Map(
      await Promise.all(
        Object.entries(await run(fold, held)).map(
          async ([name, value]) => [name, { shape: value.dims, data: await floats(value) }] as const,
        ),
      ),
    );

  return {
    get steps() {
      return steps;
    },
    async learn(real) {
      const results = await run(step, { ...held, ...feedsOf(real) });
      const before = held;
      held = Object.fromEntries(
        Object.entries(before).map(([name, value]) => [name, results[NEXT + name] ?? value]),
      );
      for (const [name, value] of Object.entries(before)) {
        if (held[name] !== value) {
          value.dispose();
        }
      }
      steps++;
      const metric = async (name: string): Promise<number> => (await floats(results[name]))[0] ?? Number.NaN;
      return {
        step: steps,
        lossDReal: await metric('lossDReal'),
        lossDFake: await metric('lossDFake'),
        lossG: await metric('lossG'),
        dReal: await metric('dReal'),
        dFakeBefore: await metric('dFakeBefore'),
      };
    },
    state: () =>
      guarded(async () => {
        const values = new Map<string, Float32Array>();
        for (const [name, value] of Object.entries(held)) {
          values.set(name, (await floats(value)).slice());
        }
        return values;
      }),
    become,
    folded,
    async draw(z) {
      const layers = Object.fromEntries(
        Array.from(await folded(), ([name, { shape, data }]) => [name, tensor(data, shape)]),
      );
      const feeds = { ...layers, z: tensor(z, [z.length / latentSize, latentSize]) };
      return floats((await run(generator, feeds)).image);
    },
  };
}
