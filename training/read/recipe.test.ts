import { join } from 'node:path';
import { expect, it } from 'vitest';
import { userPath } from '../command-line.ts';
import { RECIPES, recipeFile } from './recipe.ts';

it('a recipe is named as one of the package’s own, or by the path of a file', () => {
  expect(recipeFile('face-256-continued')).toBe(join(RECIPES, 'face-256-continued.toml'));
  expect(recipeFile('mine')).toBe(userPath('mine'));
  expect(recipeFile('face-256.toml')).toBe(userPath('face-256.toml'));
  expect(recipeFile('../recipes/face-256')).toBe(userPath('../recipes/face-256'));
});
