/** Which DCGAN some weights belong to, read off their shapes and then held against them. */
import { BASE, type Parameter } from '../networks/architecture.ts';
import { discriminatorParameters } from '../networks/discriminator.ts';
import { generatorParameters } from '../networks/generator.ts';
import { parseRecipe, type Recipe, readRecipe } from '../recipe.ts';
import type { StateDict } from './state-dict.ts';

const GENERATOR_KEYS = ['network', 'resolution', 'latentSize', 'generatorWidth', 'channelLimit'] as const;
/** The keys of a recipe that the weights decide. */
const ARCHITECTURE_KEYS = {
  generator: GENERATOR_KEYS,
  both: [...GENERATOR_KEYS, 'discriminatorWidth', 'discriminatorNorm', 'minibatchDeviation'],
} as const;

/**
 * The recipe of a file, if its networks are those that weights were found to be of.
 * @param found their recipe
 * @param networks those that the weights are of
 */
export async function readRecipeOf(
  path: string,
  found: Recipe,
  networks: keyof typeof ARCHITECTURE_KEYS,
): Promise<Recipe> {
  const recipe = await readRecipe(path);
  const wrong = ARCHITECTURE_KEYS[networks].filter((key) => recipe[key] !== found[key]);
  if (wrong.length > 0) {
    throw new Error(
      `${path} describes other networks than the weights are of: write ${wrong
        .map((key) => `${key} = ${JSON.stringify(found[key])}`)
        .join(', ')}`,
    );
  }
  return recipe;
}

/** Shapes of the kernels, first layer first. */
function kernelsOf({ weights, path, prefix }: StateDict): (readonly number[])[] {
  const layer = (name: string): number => Number(name.split('.')[1]);
  const kernels = Object.entries(weights)
    .filter(([, { shape }]) => shape.length === 4)
    .sort(([a], [b]) => layer(a) - layer(b))
    .map(([, { shape }]) => shape);
  if (kernels.length < 2) {
    throw new Error(
      `${path} has ${kernels.length} kernels with four axes, as ${prefix}0.weight; a DCGAN of 16×16 pixels has 3`,
    );
  }
  return kernels;
}

/** Each convolution but the first of G and the last of D doubles or halves the side. */
function resolutionOf(kernels: readonly unknown[]): number {
  return BASE * 2 ** (kernels.length - 1);
}

/** Channels double up to here in the paper's networks, if nothing else is said. */
const PAPER_LIMIT = 1024;

/** What the generator's shapes say: the keys of a recipe. */
function generatorKeys(generator: StateDict) {
  const kernels = kernelsOf(generator);
  const [latentSize = 0, top = 0] = kernels[0] ?? [];
  const width = kernels.at(-1)?.[0] ?? 0;
  const doubled = width * 2 ** (kernels.length - 2);
  return {
    resolution: resolutionOf(kernels),
    latentSize,
    generatorWidth: width,
    channelLimit: top < doubled ? top : Math.max(top, PAPER_LIMIT),
  };
}

function discriminatorKeys(discriminator: StateDict) {
  const kernels = kernelsOf(discriminator);
  const top = kernels.at(-2)?.[0] ?? 0;
  return {
    resolution: resolutionOf(kernels),
    discriminatorWidth: kernels[0]?.[0] ?? 0,
    discriminatorNorm: Object.keys(discriminator.weights).some((name) => name.endsWith('running_mean'))
      ? ('batch' as const)
      : ('none' as const),
    minibatchDeviation: kernels.at(-1)?.[1] === top + 1,
  };
}

/** Throws, with what was found and what was expected, where weights are not exactly those of the parameters. */
function expectExactly(
  { path, prefix, weights }: StateDict,
  parameters: readonly Parameter[],
  network: string,
): void {
  const inFile = (name: string): string => `${prefix}${name.slice(2)}`;
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
    ...Object.keys(weights).flatMap((name) =>
      expected.has(name) ? [] : [`${inFile(name)} is there, and the tutorial has none`],
    ),
  ];
  if (wrong.length > 0) {
    throw new Error(`${path} is not ${network}:\n  ${wrong.slice(0, 8).join('\n  ')}`);
  }
}

/**
 * The recipe of a pair of networks: their architecture from the shapes of the weights, everything else the paper's.
 * Without a discriminator, one like the generator.
 * @throws where the shapes are those of no DCGAN, or of two that do not belong together
 */
export function inferRecipe(name: string, generator: StateDict, discriminator?: StateDict): Recipe {
  const own = generatorKeys(generator);
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
