import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecipe } from '../training/read/recipe.ts';
import { parseRecipe } from './recipe.ts';

describe('recipes', () => {
  it('in the repository are all valid', async () => {
    const folder = join(import.meta.dirname, '..', 'training', 'recipes');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.toml'));
    expect(names.length).toBeGreaterThan(0);
    // A file is named after its run, with more words where several lead to one model.
    for (const file of names) {
      const { name } = await readRecipe(join(folder, file));
      expect(file.startsWith(name), file).toBe(true);
    }
  });

  it('have as many labels as they name', () => {
    const { labels, labelCount } = parseRecipe({ name: 'a', labels: 'Smiling, class=a cat' }, 'a.toml');
    expect({ labels, labelCount }).toEqual({ labels: 'Smiling, class=a cat', labelCount: 2 });
    // A run stores its recipe with all keys.
    expect(parseRecipe({ name: 'a', labels, labelCount }, 'recipe.json').labelCount).toBe(2);
  });

  it('have as many classes as they name', () => {
    const named = { name: 'a', classes: 'cat, a dog', condition: 'concat' };
    expect(parseRecipe(named, 'a.toml').classCount).toBe(2);
    expect(parseRecipe(parseRecipe(named, 'a.toml'), 'recipe.json').classCount).toBe(2);
    // Unconditional networks may be measured by classes, and have none.
    expect(parseRecipe({ ...named, condition: 'none' }, 'a.toml').classCount).toBe(0);
  });

  it('have the settings of the paper as defaults', () => {
    const { generatorWidth, batch, generatorRate, beta1, latentSize } = parseRecipe({ name: 'a' }, 'a.toml');
    expect({ generatorWidth, batch, generatorRate, beta1, latentSize }).toEqual({
      generatorWidth: 64,
      batch: 64,
      generatorRate: 2e-4,
      beta1: 0.5,
      latentSize: 100,
    });
  });

  it.each([
    [{ name: 'a', bacth: 3 }, 'bacth: unknown key; the keys are name, network, resolution'],
    [{ name: 'a', resolution: 65 }, 'resolution: must be 16, 32, 64, 128 or 256, got 65'],
    [{ name: 'a', beta1: 1 }, 'beta1: must be at most 0.9999, got 1'],
    [{ name: 'a', batch: 1.5 }, 'batch: must be a whole number from 1 to 1024, got 1.5'],
    [
      { name: 'a', batch: 1 },
      'generatorNorm and discriminatorNorm compare the pictures of a batch, and there is one; write batch = 2 or more, or generatorNorm = "none" and discriminatorNorm = "none"',
    ],
    [
      { name: 'a', batch: 1, generatorNorm: 'none', discriminatorNorm: 'none', minibatchDeviation: true },
      'minibatchDeviation compares the pictures of a batch, and there is one; write batch = 2 or more, or minibatchDeviation = false',
    ],
    [{ name: 'A face' }, 'name: must be lower-case letters, digits and hyphens, got "A face"'],
    [{ name: 'a', labelWeight: 1, latentSize: 8 }, 'the labels take 15 numbers of z; write 15 or more'],
    [
      { name: 'a', labelCount: 18 },
      'our portraits have 17 labels; write at most 17, or labels = "…" with the fields',
    ],
    [
      { name: 'a', labels: 'a, b', labelCount: 3 },
      'labelCount: labels names 2; write labelCount = 2, or leave it out',
    ],
    [
      { name: 'a', classes: 'a, b, a' },
      'classes: the class "a" is named twice; write their names with commas',
    ],
    [{ name: 'a', classes: 'a' }, 'there have to be 2 to 256 classes, not 1'],
    [
      { name: 'a', pad: true, enlarge: true },
      'pad: a small picture is padded or enlarged; write pad = false or',
    ],
    [{ name: 'a', labels: 'a, b,a' }, 'labels: it names a twice; write each once'],
    [{ name: 'a', r1Weight: 1 }, 'write discriminatorNorm = "none" or r1Weight = 0'],
    [
      { name: 'a', discriminatorResidual: 16 },
      'a residual block has biases, no norm, and a kernel that starts at zero; write discriminatorNorm = "none"',
    ],
    [
      { name: 'a', resolution: 16, discriminatorNorm: 'none', discriminatorResidual: 16 },
      "discriminatorResidual: D's largest grid is 8×8; write 8 or less",
    ],
    [
      { name: 'a', condition: 'class' },
      'condition: must be one of "none", "concat", "auxiliary", "projection", got "class"',
    ],
    [
      { name: 'a', condition: 'concat', classes: 'cat, dog', classCount: 3 },
      'classCount: classes names 2; write classCount = 2, or leave it out',
    ],
    [{ name: 'a', classCount: 3 }, 'classCount: unconditional networks have no classes; write condition = '],
    [
      { name: 'a', condition: 'concat', classCount: 1 },
      'classCount: one class says nothing; write 2 or more, or condition = "none"',
    ],
    [
      { name: 'a', condition: 'concat', classCount: 100, latentSize: 1000 },
      'latentSize: with 100 classes G takes 1100 numbers, and 1024 are the most; write 924 or less',
    ],
  ])('with mistakes are refused, saying what to write instead: %o', (values, message) => {
    expect(() => parseRecipe(values, 'a.toml')).toThrow(message);
    expect(() => parseRecipe(values, 'a.toml')).toThrow('a.toml');
  });
});
