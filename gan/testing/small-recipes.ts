/** Recipes of networks that train in milliseconds: together they have every loss, penalty, norm, augmentation and condition. */
import { parseRecipe, type Recipe } from '../recipe.ts';

const TINY = {
  resolution: 16,
  latentSize: 8,
  generatorWidth: 4,
  discriminatorWidth: 4,
  batch: 4,
  beta1: 0.5,
};
const SKIP = { ...TINY, network: 'skip', discriminatorNorm: 'none' };

const SETTINGS: Readonly<Record<string, object>> = {
  dcgan: TINY,
  'dcgan-biases': { ...TINY, generatorNorm: 'none', generatorBias: true, discriminatorBias: true },
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
    penaltyEvery: 1,
    minibatchDeviation: true,
  },
  'wasserstein-gradient-penalty': {
    ...SKIP,
    loss: 'wasserstein',
    gpWeight: 10,
    penaltyEvery: 1,
    discriminatorSteps: 2,
  },
  'hinge-spectral-norm-cutout': { ...SKIP, loss: 'hinge', spectralNorm: true, augmentCutout: true },
  'least-squares-residual': { ...SKIP, loss: 'leastSquares', discriminatorResidual: 8 },
  concat: { ...SKIP, condition: 'concat', classCount: 3, augmentTranslation: true },
  auxiliary: { ...SKIP, condition: 'auxiliary', classCount: 3, augmentTranslation: true },
  projection: { ...SKIP, condition: 'projection', classCount: 3, augmentTranslation: true },
};

/** Each has a name of its own. */
export const SMALL_RECIPES: readonly Recipe[] = Object.entries(SETTINGS).map(([name, settings]) =>
  parseRecipe({ name, ...settings }, name),
);
