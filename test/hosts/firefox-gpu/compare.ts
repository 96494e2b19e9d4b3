/** In the page: trains for a few steps on WebGPU and in WebAssembly, and compares the losses. */
import { initialState } from '../../../gan/initial-state.ts';
import type { Recipe } from '../../../gan/recipe.ts';
import { metricNames, withoutGradients } from '../../../gan/step.ts';
import { stepInputs } from '../../../gan/step-inputs.ts';
import { partGraph, partKey, stepParts } from '../../../gan/step-parts.ts';
import { SMALL_RECIPES } from '../../../gan/testing/small-recipes.ts';
import type { Program, Session } from '../../../graph/compiler/session.ts';
import { openWasmSession } from '../../../graph/wasm/session.ts';
import { openSession, requiredLimits } from '../../../graph/wgsl/session.ts';
import { fillNormal } from '../../../latent/seed/seed.ts';

const STEPS = 4;

/** @returns the metrics of each step */
async function losses(session: Session, recipe: Recipe): Promise<number[][]> {
  const { batch, channels, resolution, discriminatorSteps, classCount } = recipe;
  const state = await session.openState(initialState(recipe));
  const programs = new Map<string, Program>();
  const found: number[][] = [];
  for (let step = 0; step < STEPS; step++) {
    const real = fillNormal(
      new Float32Array(discriminatorSteps * batch * channels * resolution ** 2),
      11,
      step,
    ).map(Math.tanh);
    const classes = classCount > 0 ? Array.from({ length: batch }, (_, i) => (i + step) % classCount) : [];
    let results: Awaited<ReturnType<Program['run']>> = {};
    for (const part of stepParts(recipe, step)) {
      const program =
        programs.get(partKey(part)) ??
        (await session.openProgram(withoutGradients(partGraph(recipe, part)), state));
      programs.set(partKey(part), program);
      results = await program.run(stepInputs(recipe, step, real, { classes }, {}, part.update));
    }
    found.push(metricNames(recipe).map((name) => results[name]?.data[0] ?? Number.NaN));
  }
  return found;
}

/**
 * @param isSoftware whether to take kernels for a GPU in software, or those of a real one, whose threads share memory
 * @returns the largest difference of a loss between both backends
 */
async function compare(name: string, isSoftware: boolean): Promise<number> {
  const recipe = SMALL_RECIPES.find((each) => each.name === name);
  if (recipe === undefined) {
    throw new Error(`there is no recipe ${name}`);
  }
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) {
    throw new Error('there is no WebGPU adapter');
  }
  const device = await adapter.requestDevice({ requiredLimits: requiredLimits(adapter) });
  const found = await losses(openSession(device, { isSoftware }), recipe);
  const wanted = await losses(openWasmSession(), recipe);
  device.destroy();
  const differences = found.flatMap((step, i) =>
    step.map((value, k) => Math.abs(value - (wanted[i]?.[k] ?? Number.NaN))),
  );
  // A NaN is the largest of all.
  return Math.max(...differences);
}

Object.assign(window, { recipes: SMALL_RECIPES.map(({ name }) => name), compare });
