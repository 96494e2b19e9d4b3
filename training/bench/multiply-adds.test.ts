import { expect, it } from 'vitest';
import { parseRecipe } from '../recipe.ts';
import { multiplyAddsOfStep } from './multiply-adds.ts';

it('counts the multiply-adds of the paper’s networks', () => {
  const recipe = parseRecipe({ name: 'paper', generatorWidth: 64, discriminatorWidth: 64 }, 'test');
  // Each layer between 4×4 and 32×32 has 16 taps, twice the channels and a quarter of the positions of the next.
  const between = 3 * 16 * (64 * 128) * 16 ** 2;
  const picture = 16 * (3 * 64) * 32 ** 2;
  const generator = 16 * 100 * 512 + between + picture;
  const discriminator = 16 * 512 + between + picture;
  expect(multiplyAddsOfStep(recipe)).toBe(3 * generator + 8 * discriminator);
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
