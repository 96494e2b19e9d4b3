/** Trains with graphs that ONNX Runtime runs on WASM, one for a whole step. The state is fed back from step to step. */
import type { OnnxRuntime } from '@dareka/engine/runtime';
import { inspectStep } from '../../../../gan/inspection.ts';
import { generatorInputSize } from '../../../../gan/networks/condition.ts';
import { stateEntries } from '../../../../gan/state-entries.ts';
import { stepInputs } from '../../../../gan/step-inputs.ts';
import { partKey, type StepPart, stepParts } from '../../../../gan/step-parts.ts';
import { compile } from '../../../../graph/compile.ts';
import { nextName } from '../../../../graph/state.ts';
import type { Values } from '../../../../graph/tensor.ts';
import { recipeChange } from '../settings/recipe-change.ts';
import { conditionOf, type TrainingSet } from '../training-set.ts';
import { type TrainingGraphs, writePart } from './graphs.ts';
import {
  type BrowserTrainer,
  type FoldedLayers,
  failingAs,
  initialTrainingState,
  lastPart,
  metricPoint,
  shownInputs,
  type TrainingBatch,
} from './trainer.ts';

type OrtSession = Awaited<ReturnType<OnnxRuntime['InferenceSession']['create']>>;
type OrtTensors = Awaited<ReturnType<OrtSession['run']>>;
type OrtTensor = OrtTensors[string];

/** A trainer with fresh weights. @throws EngineError of kind `backend` */
export async function openWasmTrainer(
  ort: OnnxRuntime,
  set: TrainingSet,
  graphs: TrainingGraphs,
): Promise<BrowserTrainer> {
  let { recipe } = set;
  const frequencies = conditionOf(set)?.frequencies;
  const entries = stateEntries(recipe);
  const inputSize = generatorInputSize(recipe);
  const options = {
    executionProviders: ['wasm'],
    // A memory plan for a whole step takes more memory than buffers that are reused.
    enableMemPattern: false,
    // A thread that spins while it waits takes a core from the page.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  const open = (file: Uint8Array): Promise<OrtSession> => ort.InferenceSession.create(file, options);
  /** The sessions of a step's parts, by `partKey`. */
  const stepSessions = new Map<string, OrtSession>();
  const [foldSession, generatorSession] = await failingAs('wasm', async () => {
    if (graphs.step !== undefined) {
      stepSessions.set(partKey(graphs.step.part), await open(graphs.step.file));
    }
    return [await open(graphs.fold), await open(graphs.generator)];
  });
  async function sessionOf(part: StepPart): Promise<OrtSession> {
    const found =
      stepSessions.get(partKey(part)) ?? (await failingAs('wasm', () => open(writePart(recipe, part))));
    stepSessions.set(partKey(part), found);
    return found;
  }

  function tensor(data: Float32Array, shape: readonly number[]): OrtTensor {
    return new ort.Tensor('float32', data, shape);
  }
  function run(session: OrtSession, feeds: Record<string, OrtTensor>): Promise<OrtTensors> {
    const wanted = Object.fromEntries(session.inputNames.map((name) => [name, feeds[name] as OrtTensor]));
    return failingAs('wasm', () => session.run(wanted));
  }

  let steps = 0;
  let state: Record<string, OrtTensor> = {};
  const restore: BrowserTrainer['restore'] = (values, taken) => {
    steps = taken;
    state = Object.fromEntries(
      entries.map(({ name, shape }) => [name, tensor(values.get(name) ?? new Float32Array(), shape)]),
    );
  };
  restore(initialTrainingState(recipe), 0);

  /** Of steps with penalties and without. */
  const inspectors = new Map<boolean, Promise<OrtSession>>();
  function inputsOf({ real, classes }: TrainingBatch, update?: number): Values {
    return stepInputs(recipe, steps, real, { classes }, { frequencies }, update);
  }
  function tensorsOf(values: Values): Record<string, OrtTensor> {
    return Object.fromEntries(
      Object.entries(values).map(([name, { data, shape }]) => [name, tensor(data, shape)]),
    );
  }

  function inspectorOf({ penalized }: StepPart): Promise<OrtSession> {
    const found =
      inspectors.get(penalized) ??
      failingAs('wasm', () => open(compile('inspection', inspectStep(recipe, penalized), 'cpu')));
    inspectors.set(penalized, found);
    return found;
  }
  async function closeInspection(): Promise<void> {
    const closing = [...inspectors.values()];
    inspectors.clear();
    for (const inspector of closing) {
      await (await inspector).release();
    }
  }

  /** One part of a step from a state, which stays as it is. */
  async function runPart(part: StepPart, before: Record<string, OrtTensor>, batch: TrainingBatch) {
    const inputs = tensorsOf(inputsOf(batch, part.update));
    const results = await run(await sessionOf(part), { ...before, ...inputs });
    const after = Object.fromEntries(
      Object.entries(before).map(([name, value]) => [name, results[nextName(name)] ?? value]),
    );
    return { results, after };
  }

  async function foldedLayers(): Promise<FoldedLayers> {
    const layers = await run(foldSession, state);
    return new Map(
      Object.entries(layers).map(([name, value]) => [name, { shape: value.dims, data: dataOf(value) }]),
    );
  }

  return {
    get steps() {
      return steps;
    },
    async step(batch) {
      let results: OrtTensors = {};
      for (const part of stepParts(recipe, steps)) {
        ({ results, after: state } = await runPart(part, state, batch));
      }
      steps++;
      return metricPoint(steps, (name) => dataOf(results[name])[0]);
    },
    async inspect(batch) {
      let before = state;
      const parts = stepParts(recipe, steps);
      for (const part of parts.slice(0, -1)) {
        before = (await runPart(part, before, batch)).after;
      }
      const inputs = inputsOf(batch);
      const inspector = await inspectorOf(lastPart(parts));
      const results = await run(inspector, { ...before, ...tensorsOf(inputs) });
      const seen = Object.entries(results).map(([name, value]) => [
        name,
        { shape: value.dims, data: dataOf(value) },
      ]);
      return { ...Object.fromEntries(seen), ...shownInputs(inputs) };
    },
    closeInspection,
    async change(next) {
      if (recipeChange(recipe, next) === 'graph') {
        const former = [...stepSessions.values()];
        stepSessions.clear();
        await Promise.all([...former.map((session) => session.release()), closeInspection()]);
      }
      recipe = next;
    },
    restore,
    readState: async () =>
      new Map(Object.entries(state).map(([name, value]) => [name, dataOf(value).slice()])),
    foldedLayers,
    async generate(z) {
      const layers = Array.from(
        await foldedLayers(),
        ([name, { shape, data }]) => [name, tensor(data, shape)] as const,
      );
      const feeds = { ...Object.fromEntries(layers), z: tensor(z, [z.length / inputSize, inputSize]) };
      return dataOf((await run(generatorSession, feeds)).image);
    },
  };
}

function dataOf(value: OrtTensor | undefined): Float32Array {
  return (value?.data ?? new Float32Array()) as Float32Array;
}
