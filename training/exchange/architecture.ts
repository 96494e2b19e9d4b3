/** Which DCGAN some weights belong to, read off their shapes and then held against them. */
import { discriminatorParameters, generatorParameters, type Parameter } from '../networks/dcgan.ts';
import { parseRecipe, type Recipe } from '../recipe.ts';
import type { StateDict } from './state-dict.ts';

/** The first and last grid of both networks. */
const BASE = 4;

/** Shapes of the kernels, first layer first. */
const kernelsOf = ({ weights, path, prefix }: StateDict): (readonly number[])[] => {
  const layer = (name: string): number => Number(name.split('.')[1]);
  const kernels = Object.entries(weights)
    .filter(([, { shape }]) => shape.length === 4)
    .sort(([a], [b]) => layer(a) - layer(b))
    .map(([, { shape }]) => shape);
  if (kernels.length < 2)
    throw new Error(
      `${path} has ${kernels.length} kernels with four axes, as ${prefix}0.weight; a DCGAN of 16×16 pixels has 3`,
    );
  return kernels;
};

/** Each convolution but the first of G and the last of D doubles or halves the side. */
const resolutionOf = (kernels: readonly unknown[]): number => BASE * 2 ** (kernels.length - 1);

/** What the generator's shapes say: the keys of a recipe. */
const generatorKeys = (generator: StateDict) => {
  const kernels = kernelsOf(generator);
  return {
    resolution: resolutionOf(kernels),
    latentSize: kernels[0]?.[0] ?? 0,
    generatorWidth: kernels.at(-1)?.[0] ?? 0,
  };
};

const discriminatorKeys = (discriminator: StateDict) => {
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
};

/** Throws, with what was found and what was expected, where weights are not exactly those of the parameters. */
const expectExactly = (
  { path, prefix, weights }: StateDict,
  parameters: readonly Parameter[],
  network: string,
): void => {
  const inFile = (name: string): string => `${prefix}${name.slice(2)}`;
  const expected = new Set(parameters.map(({ name }) => name));
  const wrong = [
    ...parameters.flatMap(({ name, shape }) => {
      const found = weights[name];
      if (!found) return [`${inFile(name)} is missing, expected [${shape.join(', ')}]`];
      if (String(found.shape) === String(shape)) return [];
      return [`${inFile(name)} is [${found.shape.join(', ')}], expected [${shape.join(', ')}]`];
    }),
    ...Object.keys(weights).flatMap((name) =>
      expected.has(name) ? [] : [`${inFile(name)} is there, and the tutorial's network has none`],
    ),
  ];
  if (wrong.length > 0) throw new Error(`${path} is not ${network}:\n  ${wrong.slice(0, 8).join('\n  ')}`);
};

/**
 * The recipe of a pair of networks: their architecture from the shapes of the weights, everything else the paper's.
 * Without a discriminator, one like the generator.
 * @throws where the shapes are those of no DCGAN, or of two that do not belong together
 */
export const inferRecipe = (name: string, generator: StateDict, discriminator?: StateDict): Recipe => {
  const own = generatorKeys(generator);
  const other = discriminator && discriminatorKeys(discriminator);
  if (other && other.resolution !== own.resolution)
    throw new Error(
      `${discriminator.path} judges pictures of ${other.resolution}×${other.resolution}, ${generator.path} draws ` +
        `${own.resolution}×${own.resolution}`,
    );
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
  if (discriminator)
    expectExactly(
      discriminator,
      discriminatorParameters(recipe),
      `a DCGAN discriminator of width ${recipe.discriminatorWidth} for ${resolution}×${resolution} pixels`,
    );
  return recipe;
};
