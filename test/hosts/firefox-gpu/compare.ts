/** In the page: trains for a few steps on WebGPU and in WebAssembly, and compares the losses. */
import { initialState } from '../../../gan/initial-state.ts';
import { parseRecipe, type Recipe } from '../../../gan/recipe.ts';
import { metricNames, withoutGradients } from '../../../gan/step.ts';
import { stepInputs } from '../../../gan/step-inputs.ts';
import { partGraph, partKey, stepParts } from '../../../gan/step-parts.ts';
import type { Program, Session } from '../../../graph/compiler/session.ts';
import { openWasmSession } from '../../../graph/wasm/session.ts';
import { openSession, requiredLimits } from '../../../graph/wgsl/session.ts';
import { fillNormal } from '../../../latent/seed.ts';

const STEPS = 4;
const TINY = {
  resolution: 16,
  latentSize: 8,
  generatorWidth: 4,
  discriminatorWidth: 4,
  batch: 4,
  beta1: 0.5,
};
const SKIP = { ...TINY, network: 'skip', discriminatorNorm: 'none' };
/** Every loss, penalty, norm, augmentation and condition once. */
const RECIPES: Readonly<Record<string, object>> = {
  dcgan: TINY,
  'r1-colour-translation': {
    ...SKIP,
    r1Weight: 0.5,
    penaltyEvery: 2,
    augmentColour: true,
    augmentTranslation: true,
  },
  'relativistic-r1-r2': {
    ...SKIP,
    loss: 'relativistic',
    r1Weight: 0.5,
    r2Weight: 0.5,
    minibatchDeviation: true,
  },
  'wasserstein-gradient-penalty': { ...SKIP, loss: 'wasserstein', gpWeight: 10, penaltyEvery: 1 },
  'hinge-spectral-norm-cutout': { ...SKIP, loss: 'hinge', spectralNorm: true, augmentCutout: true },
  'least-squares-residual': { ...SKIP, loss: 'leastSquares', discriminatorResidual: 8 },
  concat: { ...SKIP, condition: 'concat', classCount: 3 },
  auxiliary: { ...SKIP, condition: 'auxiliary', classCount: 3 },
  projection: { ...SKIP, condition: 'projection', classCount: 3 },
};

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
  const recipe = parseRecipe({ name, ...RECIPES[name] }, name);
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

Object.assign(window, { recipes: Object.keys(RECIPES), compare });
