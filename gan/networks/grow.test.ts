import { describe, expect, it } from 'vitest';
import { constant, input, type Values } from '../../graph/tensor.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import { openProgram } from '../../training/runtime/open.ts';
import { testDevice } from '../../training/testing/test-device.ts';
import { initialState } from '../initial-state.ts';
import { parseRecipe, type Recipe } from '../recipe.ts';
import { discriminate } from './discriminator.ts';
import { discriminatorParameters } from './discriminator-parameters.ts';
import { generate, generatorParameters } from './generator.ts';
import { grow } from './grow.ts';
import { weightInputs } from './layers.ts';
import { downsamplePicture, upsamplePicture } from './resample.ts';

function recipes(network: 'dcgan' | 'skip') {
  const shared = { network, latentSize: 6, discriminatorNorm: 'none', batch: 2, channelLimit: 64 };
  const small = parseRecipe(
    { ...shared, name: 'a', resolution: 16, generatorWidth: 8, discriminatorWidth: 8, seed: 1 },
    'a',
  );
  const large = parseRecipe(
    { ...shared, name: 'b', resolution: 32, generatorWidth: 4, discriminatorWidth: 4, seed: 2 },
    'b',
  );
  return { small, large };
}
function grown(small: Recipe, large: Recipe): { before: Values; after: Values } {
  const before = initialState(small);
  return { before, after: grow(small, before, large, initialState(large)) };
}
/** Biases that are not zero, as in a trained network. */
function withBiases(state: Values): Values {
  return Object.fromEntries(
    Object.entries(state).map(([name, value], i) => [
      name,
      /^D\.\d+\.bias$/.test(name)
        ? { ...value, data: fillNormal(new Float32Array(value.data.length), 5, i) }
        : value,
    ]),
  );
}
function tensors(recipe: Recipe, of: typeof generatorParameters) {
  return weightInputs(of(recipe));
}

describe('growing', () => {
  it("keeps the inner layers of the paper's networks, and initializes those next to the picture anew", () => {
    const { small, large } = recipes('dcgan');
    const { before, after } = grown(small, large);
    for (const name of ['G.0.weight', 'G.3.weight', 'G.4.running_var']) {
      expect(after[name]).toBe(before[name]);
    }
    expect(after['D.5.weight']).toBe(before['D.2.weight']);
    expect(after['D.8.weight']).toBe(before['D.5.weight']);
    expect(after['D.8.bias']).toBe(before['D.5.bias']);
    const fresh = initialState(large);
    for (const name of ['G.6.weight', 'G.9.weight', 'D.0.weight', 'D.2.weight']) {
      expect(after[name]?.data, name).toEqual(fresh[name]?.data);
    }
  });

  it('turns no bias of a picture layer into one of a hidden layer', () => {
    const plain = { generatorNorm: 'none', generatorBias: true } as const;
    const { small, large } = recipes('dcgan');
    const { after } = grown({ ...small, ...plain }, { ...large, ...plain });
    const fresh = initialState({ ...large, ...plain });
    for (const name of ['G.6.bias', 'G.9.bias']) {
      expect(after[name], name).toEqual(fresh[name]);
    }
  });

  it.each([
    ['none', 0],
    ['concat', 2],
    ['projection', 2],
  ] as const)(
    'of the skip networks starts with the small picture upsampled and with the same logits: condition %s',
    async (condition, classCount) => {
      const [small, large] = Object.values(recipes('skip')).map((recipe) => ({
        ...recipe,
        condition,
        classCount,
      })) as [Recipe, Recipe];
      const inputs = 6 + classCount;
      const y = condition === 'none' ? undefined : constant([1, 0, 0, 1], [2, 2]);
      const before = withBiases(initialState(small));
      const after = grow(small, before, large, initialState(large));
      const options = { device: testDevice };
      const z = input('z', [2, inputs]);
      const mode = { kind: 'evaluate' } as const;
      const smallG = await openProgram(
        'a',
        { y: generate(small, tensors(small, generatorParameters), z, mode) },
        options,
      );
      const largeG = await openProgram(
        'b',
        { y: generate(large, tensors(large, generatorParameters), z, mode) },
        options,
      );
      const latents = { z: { shape: [2, inputs], data: fillNormal(new Float32Array(2 * inputs), 3, 0) } };
      const drawn =
        (await smallG.run({ ...before, ...latents })).y?.data.map(Math.atanh) ?? new Float32Array();
      const enlarge = await openProgram('up', { y: upsamplePicture(input('x', [2, 3, 16, 16])) }, options);
      const want = (await enlarge.run({ x: { shape: [2, 3, 16, 16], data: drawn } })).y?.data.map(Math.tanh);
      const got = (await largeG.run({ ...after, ...latents })).y?.data ?? new Float32Array();
      got.forEach((value, i) => {
        expect(value).toBeCloseTo(want?.[i] ?? Number.NaN, 4);
      });

      const picture = input('x', [2, 3, 32, 32]);
      const largeD = await openProgram(
        'c',
        { y: discriminate(large, tensors(large, discriminatorParameters), picture, mode, y).logit },
        options,
      );
      const judged = discriminate(
        small,
        tensors(small, discriminatorParameters),
        downsamplePicture(picture),
        mode,
        y,
      ).logit;
      const smallD = await openProgram('d', { y: judged }, options);
      const x = { x: { shape: [2, 3, 32, 32], data: fillNormal(new Float32Array(2 * 3 * 1024), 4, 0) } };
      const logits = (await smallD.run({ ...before, ...x })).y?.data ?? new Float32Array();
      (await largeD.run({ ...after, ...x })).y?.data.forEach((value, i) => {
        expect(value).toBeCloseTo(logits[i] ?? Number.NaN, 4);
      });
    },
  );

  it('keeps the label head of D', () => {
    const { small, large } = recipes('skip');
    const reads = { latentSize: 16, labelWeight: 1, labelCount: 15 };
    const { before, after } = grown({ ...small, ...reads }, { ...large, ...reads });
    for (const name of ['D.labels.weight', 'D.labels.bias']) {
      expect(after[name]).toBe(before[name]);
    }
  });

  it.each([
    ['auxiliary', ['D.classes.weight', 'D.classes.bias']],
    ['projection', ['D.embedding.weight']],
  ] as const)('keeps what D knows of classes: %s', (condition, names) => {
    const { small, large } = recipes('dcgan');
    const classes = { condition, classCount: 3 };
    const { before, after } = grown({ ...small, ...classes }, { ...large, ...classes });
    for (const name of ['G.0.weight', ...names]) {
      expect(after[name], name).toBe(before[name]);
    }
  });

  it('keeps residual blocks, and starts the new one as the identity', () => {
    const { small, large } = recipes('skip');
    const { before, after } = grown(
      { ...small, discriminatorResidual: 8 },
      { ...large, discriminatorResidual: 16 },
    );
    expect(after['D.residual8.a.weight']).toBe(before['D.residual8.a.weight']);
    expect(after['D.residual16.a.weight']?.data.some((value) => value !== 0)).toBe(true);
    expect(after['D.residual16.b.weight']?.data.every((value) => value === 0)).toBe(true);
  });

  it('lets the discriminator alone have more channels', () => {
    const { small, large } = recipes('skip');
    const wider = { channelLimit: 8, discriminatorLimit: 32 };
    const { after } = grown({ ...small, ...wider }, { ...large, ...wider });
    expect(after['G.0.weight']?.shape).toEqual([6, 8, 4, 4]);
    expect(after['D.5.weight']?.shape).toEqual([16, 8, 4, 4]);
  });

  it('refuses architectures that do not fit together', () => {
    const { small, large } = recipes('skip');
    const state = initialState(small);
    expect(() => grow(small, state, small, state)).toThrow('networks of 16×16 grow to 32, not to 16');
    expect(() => grow(small, state, { ...large, latentSize: 7 }, state)).toThrow(
      'latentSize is 6 in the small recipe and 7',
    );
    expect(() =>
      grow(small, state, { ...large, condition: 'concat', classCount: 2 } as const, state),
    ).toThrow('condition is none in the small recipe and concat in the large one');
    const wide = { ...large, generatorWidth: 8 };
    expect(() => grow(small, state, wide, initialState(parseRecipe({ ...wide }, 'wide')))).toThrow(
      'halve both widths',
    );
  });
});
