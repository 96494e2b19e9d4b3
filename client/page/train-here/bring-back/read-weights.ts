/** Reads the state of a training from safetensors: all of it, or only weights, of a generator with or without its discriminator. */
import { parseMetadata } from '../../../../gan/checkpoint-file.ts';
import { completeState, initialDiscriminator } from '../../../../gan/initial-state.ts';
import { ADAM_MEAN, ADAM_VARIANCE } from '../../../../gan/objective/adam.ts';
import { parseRecipe, type Recipe } from '../../../../gan/recipe.ts';
import { ARCHITECTURE_KEYS, inferRecipe } from '../../../../gan/state-dict/infer-recipe.ts';
import { parseStateDict, type StateDict, withoutWrappers } from '../../../../gan/state-dict/state-dict.ts';
import { stateEntries } from '../../../../gan/state-entries.ts';
import {
  decodeSafetensors,
  type Metadata,
  type StoredTensor,
  toValues,
} from '../../../../graph/safetensors.ts';
import type { Values } from '../../../../graph/tensor.ts';
import { EMPTY_HISTORY } from '../worker/metric-history.ts';
import type { TrainingState } from '../worker/trainer.ts';
import { asProblem, BringBackError, type BroughtTraining } from './brought-back.ts';

type Tensors = ReadonlyMap<string, StoredTensor>;
type BroughtWeights = Pick<BroughtTraining, 'kind' | 'recipe' | 'checkpoint' | 'fresh'>;

/** Where Adam keeps a mean of gradients, and nothing says over how many. */
const PAPER_BETA1 = 0.5;
/** What does not go with batch norm in D, as `parseRecipe` says. */
const BESIDE_BATCH_NORM = { r1Weight: 0, r2Weight: 0, gpWeight: 0, spectralNorm: false } as const;

/**
 * @param known the recipe beside the file; without it that of the file's metadata holds, or else the architecture that the shapes tell
 * @param usual the recipe of what the shapes do not tell
 * @throws BringBackError
 */
export function readWeights(
  file: Uint8Array,
  source: string,
  known: Recipe | undefined,
  usual: Recipe,
): BroughtWeights {
  const { metadata, tensors } = asProblem('damaged', () => decodeSafetensors(file, source));
  const written = known ?? recipeInMetadata(metadata, source);
  const recipe = written ?? recipeOfState(metadata, tensors, source, usual);
  const whole = recipe === undefined ? undefined : wholeState(recipe, tensors, source);
  if (recipe === undefined || whole === undefined) {
    return weightsOnly(tensors, source, written ?? usual);
  }
  const { steps, seconds } = asProblem('damaged', () => parseMetadata(metadata, source));
  return {
    kind: 'training',
    recipe,
    checkpoint: { steps, seconds, history: EMPTY_HISTORY, state: whole },
    fresh: { moments: false, discriminator: false },
  };
}

/** The recipe that the page writes into a file's metadata; undefined where there is none. */
function recipeInMetadata({ recipe }: Metadata, source: string): Recipe | undefined {
  return recipe === undefined
    ? undefined
    : asProblem('damaged', () => parseRecipe(JSON.parse(recipe), `${source}: the recipe in its metadata`));
}

/** The recipe of a checkpoint of Node's, whose folder has the recipe; undefined for weights without Adam's moments and steps. */
function recipeOfState(
  { steps }: Metadata,
  tensors: Tensors,
  source: string,
  usual: Recipe,
): Recipe | undefined {
  const names = [...tensors.keys()];
  if (steps === undefined || !names.some((name) => name.startsWith(ADAM_VARIANCE))) {
    return undefined;
  }
  const beta1 = names.some((name) => name.startsWith(ADAM_MEAN)) ? usual.beta1 || PAPER_BETA1 : 0;
  return inferNetworks(tensors, source, { ...usual, beta1 }).recipe;
}

/** The state of a training with that recipe; undefined where a tensor is missing. */
function wholeState(recipe: Recipe, tensors: Tensors, source: string): TrainingState | undefined {
  const entries = stateEntries(recipe);
  const own = new Map<string, StoredTensor>();
  for (const { name } of entries) {
    const tensor = tensors.get(name);
    if (tensor === undefined) {
      return undefined;
    }
    own.set(name, tensor);
  }
  const values = asProblem('damaged', () => toValues(own, source));
  for (const { name, shape } of entries) {
    const found = values[name];
    if (String(found?.shape) !== String(shape)) {
      throw new BringBackError({
        kind: 'networks',
        detail: `${source}: ${name} is [${found?.shape.join(', ')}], and its recipe needs [${shape.join(', ')}]`,
      });
    }
    if (!found?.data.every(Number.isFinite)) {
      throw new BringBackError({ kind: 'damaged', detail: `${source}: ${name} holds infinity or NaN` });
    }
  }
  return dataOf(values, recipe);
}

type Networks = {
  readonly recipe: Recipe;
  readonly generator: StateDict;
  readonly discriminator: StateDict | undefined;
};

/** The networks of a file, and their recipe. @param told the recipe of what the shapes do not tell */
function inferNetworks(tensors: Tensors, source: string, told: Recipe): Networks {
  const stored = new Map(
    Array.from(tensors, ([name, tensor]) => [withoutWrappers(name), () => tensor] as const),
  );
  const hasDiscriminator = [...stored.keys()].some((name) => name.startsWith('D.'));
  return asProblem('networks', () => {
    const generator = parseStateDict(stored, 'G', source);
    const discriminator = hasDiscriminator ? parseStateDict(stored, 'D', source) : undefined;
    const found = inferRecipe(told.name, generator, discriminator, told);
    const keys = ARCHITECTURE_KEYS[hasDiscriminator ? 'both' : 'generator'];
    const merged: Recipe = { ...told, ...Object.fromEntries(keys.map((key) => [key, found[key]])) };
    const recipe = parseRecipe(
      { ...merged, ...(merged.discriminatorNorm === 'batch' && BESIDE_BATCH_NORM) },
      source,
    );
    return { recipe, generator, discriminator };
  });
}

/** From weights without moments. What is missing begins anew. @param told the recipe of what the shapes do not tell */
function weightsOnly(tensors: Tensors, source: string, told: Recipe): BroughtWeights {
  const { recipe, generator, discriminator } = inferNetworks(tensors, source, told);
  const state = asProblem('networks', () =>
    completeState(recipe, {
      ...initialDiscriminator(recipe),
      ...generator.weights,
      ...discriminator?.weights,
    }),
  );
  return {
    kind: 'training',
    recipe,
    checkpoint: { steps: 0, seconds: 0, history: EMPTY_HISTORY, state: dataOf(state, recipe) },
    fresh: { moments: true, discriminator: discriminator === undefined },
  };
}

function dataOf(values: Values, recipe: Recipe): TrainingState {
  return new Map(stateEntries(recipe).map(({ name }) => [name, values[name]?.data ?? new Float32Array()]));
}
