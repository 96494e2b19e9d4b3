/** Infers the architecture of a DCGAN from the shapes of its weights, and checks the weights against it. */
import { BASE_SIDE, type Parameter, RGB } from '../networks/architecture.ts';
import { discriminatorParameters } from '../networks/discriminator-parameters.ts';
import { generatorParameters } from '../networks/generator.ts';
import { parseRecipe, type Recipe } from '../recipe.ts';
import type { StateDict } from './state-dict.ts';
import { isClassHead } from './tensor-names.ts';

const GENERATOR_KEYS = [
  'network',
  'resolution',
  'channels',
  'latentSize',
  'generatorWidth',
  'generatorNorm',
  'generatorBias',
  'channelLimit',
  'condition',
  'classCount',
] as const;
/** The keys of a recipe that the weights determine. */
export const ARCHITECTURE_KEYS = {
  generator: GENERATOR_KEYS,
  both: [
    ...GENERATOR_KEYS,
    'discriminatorWidth',
    'discriminatorLimit',
    'discriminatorNorm',
    'discriminatorBias',
    'minibatchDeviation',
    'discriminatorResidual',
  ],
} as const;

/** The shapes of the kernels, in the order of the layers. */
function kernelsOf({ weights, path, prefix }: StateDict): (readonly number[])[] {
  const layer = (name: string): number => Number(name.split('.')[1]);
  const kernels = Object.entries(weights)
    .filter(([name, { shape }]) => shape.length === 4 && !isClassHead(name))
    .sort(([a], [b]) => layer(a) - layer(b))
    .map(([, { shape }]) => shape);
  if (kernels.length < 2) {
    throw new Error(
      `${path} has ${kernels.length} kernels with four axes, as ${prefix}0.weight; a DCGAN of 16×16 pixels has 3`,
    );
  }
  return kernels;
}

/** Each convolution doubles or halves the side, except the first of G and the last of D. */
function resolutionOf(kernels: readonly unknown[]): number {
  return BASE_SIDE * 2 ** (kernels.length - 1);
}

function normOf({ weights }: StateDict): Recipe['discriminatorNorm'] {
  return Object.keys(weights).some((name) => name.endsWith('running_mean')) ? 'batch' : 'none';
}

/** The channel limit of the paper's networks. */
const PAPER_LIMIT = 1024;

/** The keys of a recipe that the generator's shapes determine, where `classCount` of its inputs are the class. */
function generatorKeys(generator: StateDict, classCount: number) {
  const kernels = kernelsOf(generator);
  const [inputs = 0, top = 0] = kernels[0] ?? [];
  const width = kernels.at(-1)?.[0] ?? 0;
  const doubled = width * 2 ** (kernels.length - 2);
  return {
    resolution: resolutionOf(kernels),
    // The tutorial's nc. Other numbers are refused with the shape that is expected.
    channels: kernels.at(-1)?.[1] === 1 ? 1 : 3,
    latentSize: inputs - classCount,
    generatorWidth: width,
    generatorNorm: normOf(generator),
    generatorBias: generator.weights[`G.${3 * (kernels.length - 1)}.bias`] !== undefined,
    channelLimit: top < doubled ? top : Math.max(top, PAPER_LIMIT),
  };
}

function discriminatorKeys(discriminator: StateDict) {
  const kernels = kernelsOf(discriminator);
  const top = kernels.at(-2)?.[0] ?? 0;
  return {
    resolution: resolutionOf(kernels),
    discriminatorWidth: kernels[0]?.[0] ?? 0,
    discriminatorNorm: normOf(discriminator),
    discriminatorBias: normOf(discriminator) === 'batch' && discriminator.weights['D.0.bias'] !== undefined,
    minibatchDeviation: kernels.at(-1)?.[1] === top + 1,
  };
}

/** @throws where names or shapes of weights are not exactly those of the parameters, with both */
export function expectExactly(
  { path, prefix, weights, names }: StateDict,
  parameters: readonly Parameter[],
  network: string,
): void {
  const inFile = (name: string): string => names.get(name) ?? `${prefix}${name.slice(2)}`;
  const expected = new Set(parameters.map(({ name }) => name));
  const wrong = [
    ...parameters.flatMap(({ name, shape }) => {
      const found = weights[name];
      if (!found) {
        return [`${inFile(name)} is missing, expected [${shape.join(', ')}]`];
      }
      if (String(found.shape) === String(shape)) {
        return [];
      }
      return [`${inFile(name)} is [${found.shape.join(', ')}], expected [${shape.join(', ')}]`];
    }),
    ...Object.keys(weights).flatMap((name) => (expected.has(name) ? [] : [`${inFile(name)} is unexpected`])),
  ];
  if (wrong.length > 0) {
    throw new Error(`${path} is not ${network}:\n  ${wrong.slice(0, 8).join('\n  ')}`);
  }
}

/** What the shapes of weights do not say: how many of G's inputs are a class, and how the class enters D. */
export type ClassSettings = Pick<Recipe, 'name' | 'condition' | 'classCount' | 'classes'>;

/** @throws where a discriminator is conditional, and no recipe says how */
function refuseUnknownClasses(discriminator: StateDict): void {
  const head = Object.keys(discriminator.weights).find(isClassHead);
  const [, seen = 0] = kernelsOf(discriminator)[0] ?? [];
  if (head !== undefined || seen > RGB) {
    const how = head === undefined ? `sees ${seen} channels` : `has ${head.slice(2)}`;
    throw new Error(
      `${discriminator.path} ${how}, so it knows classes: write --config RECIPE.toml with condition = "concat", "auxiliary" or "projection" and classes = "…"`,
    );
  }
}

/**
 * The recipe of a pair of networks: their architecture from the shapes of the weights, everything else the paper's.
 * Without a discriminator, its width is the generator's.
 * @param settings of conditional networks
 * @throws where the shapes are not those of a DCGAN, or the two networks have different resolutions
 */
export function inferRecipe(
  name: string,
  generator: StateDict,
  discriminator?: StateDict,
  settings?: ClassSettings,
): Recipe {
  const { condition = 'none', classCount = 0, classes = '' } = settings ?? {};
  if (condition !== 'none' && classCount === 0) {
    throw new Error(
      `${settings?.name}: write classes = "…" in the recipe; weights do not say how many there are`,
    );
  }
  if (condition === 'none' && discriminator) {
    refuseUnknownClasses(discriminator);
  }
  const own = { ...generatorKeys(generator, classCount), condition, classCount, classes };
  const other = discriminator && discriminatorKeys(discriminator);
  if (other && other.resolution !== own.resolution) {
    throw new Error(
      `${discriminator.path} judges pictures of ${other.resolution}×${other.resolution}, ${generator.path} draws ` +
        `${own.resolution}×${own.resolution}`,
    );
  }
  const { resolution, latentSize, generatorWidth } = own;
  const recipe = parseRecipe(
    { name, discriminatorWidth: generatorWidth, ...other, ...own },
    `${generator.path}, by the shapes of its kernels`,
  );
  expectExactly(
    generator,
    generatorParameters(recipe),
    `a DCGAN generator of latent size ${latentSize}, width ${generatorWidth} and ${resolution}×${resolution} pixels`,
  );
  if (discriminator) {
    expectExactly(
      discriminator,
      discriminatorParameters(recipe),
      `a DCGAN discriminator of width ${recipe.discriminatorWidth} for ${resolution}×${resolution} pixels`,
    );
  }
  return recipe;
}
