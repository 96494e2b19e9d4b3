/**
 * A recipe: all settings that determine what a training computes, as flat values, such as those of a TOML file. Unknown keys, values out of range
 * and settings that contradict each other are refused with a sentence that says what to write.
 */
import { classNamesProblem } from './class-choice.ts';
import { LATENT_ATTRIBUTES } from './latent-attributes.ts';
import { parseNameList } from './name-list.ts';
import { MAX_LATENT_SIZE } from './networks/architecture.ts';
import { generatorInputSize } from './networks/condition.ts';
import { parseValue } from './parse-value.ts';
import { type Recipe, recipeSchema } from './recipe-schema.ts';

export type { Recipe } from './recipe-schema.ts';

/**
 * A recipe from plain values, with the paper's settings as defaults.
 * @throws Error with one line for each mistake
 */
export function parseRecipe(values: unknown, source: string): Recipe {
  const parsed = parseValue(recipeSchema, values, source);
  const names = parseNameList(parsed.labels);
  const classes = parseNameList(parsed.classes);
  const recipe = {
    ...parsed,
    ...(names.length > 0 && { labelCount: names.length }),
    ...(classes.length > 0 && parsed.condition !== 'none' && { classCount: classes.length }),
  };
  checkRecipe(recipe, {
    source,
    labels: names,
    classes,
    labelCount: (values as { labelCount?: unknown }).labelCount,
    classCount: parsed.classCount,
  });
  return recipe;
}

/** What a recipe says itself, before counts are taken from the names. */
type WrittenSettings = {
  /** Where it is from, for messages. */
  readonly source: string;
  readonly labels: readonly string[];
  readonly classes: readonly string[];
  readonly labelCount: unknown;
  readonly classCount: number;
};

type Refuse = (key: keyof Recipe, why: string, instead: string) => never;

/** @throws Error for the first contradiction */
function checkRecipe(recipe: Recipe, written: WrittenSettings): void {
  const refuse: Refuse = (key, why, instead) => {
    throw new Error(`${written.source}: ${key}: ${why}; write ${instead}`);
  };
  checkBatchOfOne(recipe, refuse);
  checkBatchNorm(recipe, refuse);
  checkAugmentation(recipe, refuse);
  checkResidual(recipe, refuse);
  checkPictures(recipe, refuse);
  checkLabels(recipe, written, refuse);
  checkClasses(recipe, written, refuse);
}

/** Batch norm and minibatch deviation compare the pictures of a batch. */
function checkBatchOfOne(recipe: Recipe, refuse: Refuse): void {
  const comparing = [
    ...(['generatorNorm', 'discriminatorNorm'] as const).filter((key) => recipe[key] === 'batch'),
    ...(recipe.minibatchDeviation ? (['minibatchDeviation'] as const) : []),
  ];
  if (recipe.batch > 1 || comparing.length === 0) {
    return;
  }
  const off = comparing.map((key) => `${key} = ${key === 'minibatchDeviation' ? 'false' : '"none"'}`);
  refuse(
    'batch',
    `${comparing.join(' and ')} ${comparing.length > 1 ? 'compare' : 'compares'} the pictures of a batch, and there is one`,
    `batch = 2 or more, or ${off.join(' and ')}`,
  );
}

function checkBatchNorm(recipe: Recipe, refuse: Refuse): void {
  if (recipe.discriminatorNorm !== 'batch') {
    return;
  }
  for (const key of ['r1Weight', 'r2Weight', 'gpWeight'] as const) {
    if (recipe[key] > 0) {
      refuse(
        key,
        'the penalty needs the gradient of each picture’s own logit, and batch norm makes a logit depend on the whole batch',
        `discriminatorNorm = "none" or ${key} = 0`,
      );
    }
  }
  if (recipe.spectralNorm) {
    refuse(
      'spectralNorm',
      'batch norm rescales each channel and so undoes the normalization',
      'discriminatorNorm = "none" or spectralNorm = false',
    );
  }
}

function checkAugmentation(recipe: Recipe, refuse: Refuse): void {
  const { augmentColour, augmentTranslation, augmentCutout } = recipe;
  if (recipe.gpWeight > 0 && (augmentColour || augmentTranslation || augmentCutout)) {
    refuse(
      'gpWeight',
      'the pictures between real and fake ones are not augmented as these are',
      'gpWeight = 0, or leave DiffAugment out',
    );
  }
}

function checkResidual(recipe: Recipe, refuse: Refuse): void {
  const { discriminatorResidual, discriminatorNorm, spectralNorm, resolution } = recipe;
  if (discriminatorResidual === 0) {
    return;
  }
  if (discriminatorNorm === 'batch' || spectralNorm) {
    refuse(
      'discriminatorResidual',
      'a residual block has biases, no norm, and a kernel that starts at zero',
      'discriminatorNorm = "none" and spectralNorm = false, or discriminatorResidual = 0',
    );
  }
  const largest = resolution / 2;
  if (discriminatorResidual > largest) {
    refuse('discriminatorResidual', `D's largest grid is ${largest}×${largest}`, `${largest} or less`);
  }
}

function checkPictures(recipe: Recipe, refuse: Refuse): void {
  if (recipe.pad && recipe.enlarge) {
    refuse('pad', 'a small picture is padded or enlarged', 'pad = false or enlarge = false');
  }
}

function checkLabels(recipe: Recipe, { labels, labelCount }: WrittenSettings, refuse: Refuse): void {
  if (labels.length > 0) {
    if (labelCount !== undefined && labelCount !== labels.length) {
      refuse('labelCount', `labels names ${labels.length}`, `labelCount = ${labels.length}, or leave it out`);
    }
    const twice = labels.find((name, i) => labels.indexOf(name) < i);
    if (twice !== undefined) {
      refuse('labels', `it names ${twice} twice`, 'each once');
    }
  } else if (recipe.labelCount > LATENT_ATTRIBUTES.length) {
    refuse(
      'labelCount',
      `our portraits have ${LATENT_ATTRIBUTES.length} labels`,
      `at most ${LATENT_ATTRIBUTES.length}, or labels = "…" with the fields that the data have`,
    );
  }
  if (recipe.labelWeight > 0 && recipe.latentSize < recipe.labelCount) {
    refuse(
      'latentSize',
      `the labels take ${recipe.labelCount} numbers of z`,
      `${recipe.labelCount} or more, or labelWeight = 0`,
    );
  }
}

function checkClasses(recipe: Recipe, { classes, classCount }: WrittenSettings, refuse: Refuse): void {
  const problem = classes.length > 0 ? classNamesProblem(classes) : undefined;
  if (problem !== undefined) {
    refuse('classes', problem, 'their names with commas between, or leave it out for those of the data');
  }
  if (classes.length > 0 && classCount > 0 && classCount !== classes.length) {
    refuse(
      'classCount',
      `classes names ${classes.length}`,
      `classCount = ${classes.length}, or leave it out`,
    );
  }
  if (recipe.condition === 'none' && recipe.classCount > 0) {
    refuse('classCount', 'unconditional networks have no classes', 'condition = "concat" or classCount = 0');
  }
  if (recipe.classCount === 1) {
    refuse('classCount', 'one class says nothing', '2 or more, or condition = "none"');
  }
  const inputs = generatorInputSize(recipe);
  if (inputs > MAX_LATENT_SIZE) {
    refuse(
      'latentSize',
      `with ${recipe.classCount} classes G takes ${inputs} numbers, and ${MAX_LATENT_SIZE} are the most`,
      `${MAX_LATENT_SIZE - recipe.classCount} or less`,
    );
  }
}
