import { expect, it } from 'vitest';
import { input } from '../../graph/tensor.ts';
import { buildProgram } from '../../training/onnxruntime/program.ts';
import { parseRecipe } from '../recipe.ts';
import { withCloseUp } from './close-up.ts';
import { discriminatorBlocks, discriminatorParameters } from './discriminator-parameters.ts';

it('D sees the picture at half its side, and its middle at full size', async () => {
  const side = 16;
  const pixels = Float32Array.from({ length: side * side }, (_, i) => i);
  const program = await buildProgram('close-up', { y: withCloseUp(input('x', [1, 1, side, side])) });
  const { y } = await program.run({ x: { shape: [1, 1, side, side], data: pixels } });
  expect(y?.shape).toEqual([1, 2, 8, 8]);
  const half = side / 2;
  const [row, column] = [2, 3];
  // The picture is linear, so the half of it has the mean of four pixels.
  expect(y?.data[row * half + column]).toBeCloseTo((2 * row + 0.5) * side + 2 * column + 0.5, 4);
  expect(y?.data[half * half + row * half + column]).toBe((5 + row) * side + (4 + column));
});

it('D then has the layers of half the side, and takes twice the channels', () => {
  const shared = { name: 'a', network: 'skip', discriminatorNorm: 'none', discriminatorWidth: 8 } as const;
  const whole = parseRecipe({ ...shared, resolution: 32 }, 'the test');
  const closeUp = parseRecipe({ ...shared, resolution: 64, discriminatorCloseUp: true }, 'the test');
  expect(discriminatorBlocks(closeUp).map(({ side }) => side)).toEqual([16, 8, 4]);
  const shapesOf = (recipe: typeof whole) =>
    new Map(discriminatorParameters(recipe).map(({ name, shape }) => [name, shape]));
  const [before, after] = [shapesOf(whole), shapesOf(closeUp)];
  expect([...after.keys()]).toEqual([...before.keys()]);
  expect(before.get('D.0.weight')).toEqual([8, 3, 4, 4]);
  expect(after.get('D.0.weight')).toEqual([8, 6, 4, 4]);
  expect(after.get('D.picture16.weight')).toEqual([16, 6, 4, 4]);
  expect(after.get('D.5.weight')).toEqual(before.get('D.5.weight'));
});

it('a residual block fits what D sees', () => {
  expect(() =>
    parseRecipe(
      {
        name: 'a',
        resolution: 64,
        discriminatorNorm: 'none',
        discriminatorCloseUp: true,
        discriminatorResidual: 32,
      },
      'the test',
    ),
  ).toThrow("D's largest grid is 16×16");
});
