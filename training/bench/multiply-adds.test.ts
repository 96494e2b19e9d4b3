import { expect, it } from 'vitest';
import { parseRecipe } from '../../gan/recipe.ts';
import { multiplyAddsOfStep } from './multiply-adds.ts';

it('counts the multiply-adds of the paper’s networks', () => {
  const recipe = parseRecipe({ name: 'paper', generatorWidth: 64, discriminatorWidth: 64 }, 'test');
  // Each layer between 4×4 and 32×32 has 16 taps, twice the channels and a quarter of the positions of the next.
  const between = 3 * 16 * (64 * 128) * 16 ** 2;
  const picture = 16 * (3 * 64) * 32 ** 2;
  const generator = 16 * 100 * 512 + between + picture;
  const discriminator = 16 * 512 + between + picture;
  expect(multiplyAddsOfStep(recipe)).toBe(3 * generator + 8 * discriminator);
  expect(multiplyAddsOfStep({ ...recipe, discriminatorSteps: 5 })).toBe(
    (3 + 4) * generator + (8 + 4 * 6) * discriminator,
  );
});

it('counts what classes add to the paper’s networks', () => {
  const plain = { name: 'paper', generatorWidth: 64, discriminatorWidth: 64 };
  const classes = { classes: 'one, two, three' };
  const added = (condition: string): number =>
    multiplyAddsOfStep(parseRecipe({ ...plain, ...classes, condition }, 'test')) -
    multiplyAddsOfStep(parseRecipe(plain, 'test'));
  const besideLatent = 3 * 16 * 3 * 512;
  expect(added('projection')).toBe(besideLatent);
  expect(added('concat')).toBe(besideLatent + 8 * 16 * (3 * 64) * 32 ** 2);
  expect(added('auxiliary')).toBe(besideLatent + 8 * 16 * 3 * 512);
});

it('counts what skip networks, residual blocks, labels and classes add', () => {
  const plain = { name: 'skip', network: 'skip', generatorWidth: 8, discriminatorWidth: 8 };
  const count = (values: object): number =>
    multiplyAddsOfStep(
      parseRecipe({ ...plain, resolution: 32, discriminatorNorm: 'none', ...values }, 'test'),
    );
  // Pictures of 16 and 8 pixels enter where the grid has 8 and 4, with 16 and 32 channels.
  const pictures = (channels: number): number => 16 * channels * (16 * 8 ** 2 + 32 * 4 ** 2);
  const whole = 16 * (3 * 8 * 16 ** 2 + 8 * 16 * 8 ** 2 + 16 * 32 * 4 ** 2 + 32);
  const generator = 16 * (100 * 32 + 32 * 16 * 4 ** 2 + 16 * 8 * 8 ** 2 + 3 * (16 * 8 ** 2 + 8 * 16 ** 2));
  expect(count({})).toBe(3 * generator + 8 * (whole + pictures(3)));
  const besideLatent = 3 * 16 * 10 * 32;
  const besidePicture = 8 * (16 * 10 * 8 * 16 ** 2 + pictures(10));
  expect(count({ condition: 'concat', classCount: 10 }) - count({})).toBe(besideLatent + besidePicture);
  expect(count({ discriminatorResidual: 8 }) - count({})).toBe(8 * 2 * 9 * 16 ** 2 * 8 ** 2);
  expect(count({ labelWeight: 1 }) - count({})).toBe(8 * 16 * 15 * 32);
  expect(count({ minibatchDeviation: true }) - count({})).toBe(8 * 16);
});
