import { expect, it } from 'vitest';
import { sizeOf } from '../graph/tensor.ts';
import { fillNormal } from '../latent/seed/seed.ts';
import { buildProgram } from '../training/onnxruntime/program.ts';
import { foldBatchNorm } from '../training/publish/storage/fold-batch-norm.ts';
import { foldGraph } from './fold-graph.ts';
import { generatorParameters } from './networks/generator.ts';
import { generatorInColour } from './networks/grey.ts';
import { parseRecipe } from './recipe.ts';
import { emaName } from './step.ts';

it.each([
  { network: 'dcgan' },
  { network: 'skip' },
  { network: 'dcgan', channels: 1, condition: 'concat', classes: 'a, b' },
  { network: 'skip', channels: 1 },
])('batch norm is folded as publishing does, and grey pictures get three channels: %j', async (more) => {
  const recipe = parseRecipe(
    { name: 'tiny', resolution: 32, latentSize: 8, generatorWidth: 8, discriminatorWidth: 4, ...more },
    'the test',
  );
  // Weights, statistics and biases that are all different from one another.
  const weights = Object.fromEntries(
    generatorParameters(recipe).map(({ name, shape, role }, i) => {
      const data = fillNormal(new Float32Array(sizeOf(shape)), 3, i);
      return [name, { shape, data: role === 'variance' ? data.map((value) => value ** 2) : data }];
    }),
  );
  const program = await buildProgram('fold', foldGraph(recipe));
  const folded = await program.run(
    Object.fromEntries(Object.entries(weights).map(([name, value]) => [emaName(name), value])),
  );
  await program.release();
  const published = generatorInColour(recipe, weights);
  for (const { name, kernel, bias } of foldBatchNorm(published.architecture, published.weights)) {
    expect(folded[`${name}.kernel`]?.shape).toEqual(kernel.shape);
    for (const [part, values] of [
      ['kernel', kernel.data],
      ['bias', bias],
    ] as const) {
      const found = folded[`${name}.${part}`]?.data ?? new Float32Array();
      expect(found.length).toBe(values.length);
      // A few roundings of f32 each, relative to what is added up.
      for (const [i, value] of values.entries()) {
        expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
      }
    }
  }
});
