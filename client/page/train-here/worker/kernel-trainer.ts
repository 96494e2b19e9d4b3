/** A trainer by kernels of our own, on WebGPU (`graph/wgsl`) or in WebAssembly (`graph/wasm`), in whose memory the state stays. */
import type { Backend } from '@dareka/engine';
import { foldGraph } from '../../../../gan/fold-graph.ts';
import { initialState } from '../../../../gan/initial-state.ts';
import { inspectStep } from '../../../../gan/inspection.ts';
import { RGB } from '../../../../gan/networks/architecture.ts';
import { generatorInputSize } from '../../../../gan/networks/condition.ts';
import { generate } from '../../../../gan/networks/generator.ts';
import { greyToRgb } from '../../../../gan/networks/grey.ts';
import type { Recipe } from '../../../../gan/recipe.ts';
import { averagedWeights, withoutGradients } from '../../../../gan/step.ts';
import { stepInputs } from '../../../../gan/step-inputs.ts';
import { partGraph, partKey, type StepPart, stepParts } from '../../../../gan/step-parts.ts';
import { openStepQueue, type PreparedPart } from '../../../../gan/step-queue.ts';
import type { Program, Session } from '../../../../graph/compiler/session.ts';
import { input, type Values } from '../../../../graph/tensor.ts';
import { memoizeByKey } from '../../../memoize.ts';
import { conditionOf, type TrainingSet } from '../sets/training-set.ts';
import { recipeChange } from '../settings/recipe-change.ts';
import {
  asBackendError,
  type BrowserTrainer,
  lastPart,
  metricPoint,
  shownInputs,
  type TrainingBatch,
} from './trainer.ts';

/** A trainer with fresh weights. @param session several trainers may share one @throws EngineError of kind `backend` */
export async function openKernelTrainer(
  set: TrainingSet,
  backend: Backend,
  session: Session,
): Promise<BrowserTrainer> {
  const guarded = <T>(work: () => Promise<T>): Promise<T> => asBackendError(backend, work);
  let { recipe } = set;
  const frequencies = conditionOf(set)?.frequencies;
  const { resolution, channels } = recipe;
  const inputSize = generatorInputSize(recipe);
  const fresh = initialState(recipe);
  const state = await guarded(() => session.openState(fresh));
  /** The programs of a step's parts, by `partKey`. */
  const stepPrograms = new Map<string, Program>();
  async function programOf(part: StepPart): Promise<Program> {
    const found =
      stepPrograms.get(partKey(part)) ??
      (await guarded(() => session.openProgram(withoutGradients(partGraph(recipe, part)), state)));
    stepPrograms.set(partKey(part), found);
    return found;
  }
  await Promise.all(stepParts(recipe, 0).slice(-1).map(programOf));
  const queue = openStepQueue({ programOf, isOrdered: session.queue > 0 });
  const started = (): Promise<void> => guarded(queue.started);
  const foldProgram = await guarded(() => session.openProgram(foldGraph(recipe), state));

  /** Draws with the averaged weights. Its key is the number of pictures. */
  const drawProgram = memoizeByKey((n) =>
    session.openProgram({ image: averagedImage(recipe, Number(n)) }, state),
  );

  /** The programs that look into steps, with penalties and without. */
  const inspectors = new Map<boolean, Promise<Program>>();
  let steps = 0;
  function inputsOf({ real, classes }: TrainingBatch, update?: number): Values {
    return stepInputs(recipe, steps, real, { classes }, { frequencies }, update);
  }
  function inspectorOf({ penalized }: StepPart): Promise<Program> {
    const found =
      inspectors.get(penalized) ?? guarded(() => session.openProgram(inspectStep(recipe, penalized), state));
    inspectors.set(penalized, found);
    return found;
  }
  async function closeInspection(): Promise<void> {
    const closing = [...inspectors.values()];
    inspectors.clear();
    for (const inspector of closing) {
      (await inspector).release();
    }
  }
  const prepared = (part: StepPart, batch: TrainingBatch): PreparedPart => ({
    part,
    inputs: inputsOf(batch, part.update),
  });
  return {
    get steps() {
      return steps;
    },
    queue: session.queue,
    async step(batch) {
      const parts = stepParts(recipe, steps).map((part) => prepared(part, batch));
      steps++;
      const step = steps;
      const results = await guarded(() => queue.start(parts));
      return metricPoint(step, (name) => results[name]?.data[0]);
    },
    async inspect(batch) {
      const parts = stepParts(recipe, steps);
      const inspector = await inspectorOf(lastPart(parts));
      await started();
      // The step's earlier updates of D are computed first, and taken back afterwards.
      const before = parts.length > 1 ? await guarded(state.read) : undefined;
      const earlier = parts.slice(0, -1).map((part) => prepared(part, batch));
      await guarded(() => queue.start(earlier));
      const inputs = inputsOf(batch);
      const seen = await guarded(() => inspector.run(inputs));
      if (before !== undefined) {
        state.write(before);
      }
      return { ...seen, ...shownInputs(inputs) };
    },
    closeInspection,
    async change(next) {
      if (recipeChange(recipe, next) === 'graph') {
        for (const program of stepPrograms.values()) {
          program.release();
        }
        stepPrograms.clear();
        await closeInspection();
      }
      recipe = next;
    },
    restore(values, taken) {
      state.write(
        Object.fromEntries(
          Object.entries(fresh).map(([name, { shape }]): [string, Values[string]] => [
            name,
            { shape, data: values.get(name) ?? new Float32Array() },
          ]),
        ),
      );
      steps = taken;
    },
    async readState() {
      await started();
      const values = await guarded(state.read);
      return new Map(Object.entries(values).map(([name, { data }]) => [name, data]));
    },
    async foldedLayers() {
      await started();
      return new Map(Object.entries(await guarded(() => foldProgram.run({}))));
    },
    async generate(z) {
      await started();
      const n = z.length / inputSize;
      const { image } = await guarded(async () =>
        (await drawProgram(String(n))).run({ z: { shape: [n, inputSize], data: z } }),
      );
      const drawn = image?.data ?? new Float32Array();
      return channels === RGB ? drawn : greyToRgb(drawn, resolution ** 2);
    },
  };
}

/** z: f32 [n, latentSize + classes] → f32 [n, channels, resolution, resolution] in [−1, 1] */
function averagedImage(recipe: Recipe, n: number) {
  const z = input('z', [n, generatorInputSize(recipe)]);
  return generate(recipe, averagedWeights(recipe), z, { kind: 'evaluate' });
}
