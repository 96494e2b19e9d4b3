import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../../files/safetensors.ts';
import { discriminate } from '../../gan/networks/discriminator.ts';
import { discriminatorParameters } from '../../gan/networks/discriminator-parameters.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { inferRecipe } from '../../gan/state-dict/infer-recipe.ts';
import { input, type Values } from '../../graph/tensor.ts';
import { parseManifest } from '../../latent/model/manifest.ts';
import { toByte } from '../image-grid.ts';
import { buildProgram } from '../onnxruntime/program.ts';
import { openGeneratorSession } from '../publish/generator-session.ts';
import { callCommand } from '../testing/call-command.ts';
import { sharePictures } from '../testing/train-sandbox.ts';
import { openSampler } from '../trainer/sampler.ts';
import { readStateDict } from './state-dict.ts';

/**
 * Networks of 16 pixels as people write them, saved by PyTorch 1.13, and in networks.safetensors two z, the pictures that each
 * generator draws from them in eval mode, and the logits that its discriminator gives these:
 * - biases.pth: blocks as Sequentials in a Sequential, and Conv2d's default bias but where the block before batch norm has none
 * - plain.pth: no batch norm at all, so that modules are numbered without its gaps; one layer of each network has no bias
 */
const FIXTURES = join(import.meta.dirname, '../fixtures/torch-save');
const TIMEOUT = 120_000;
const SIDE = 16;
const FORMS: readonly [string, Partial<Recipe>][] = [
  [
    'biases',
    { generatorNorm: 'batch', generatorBias: true, discriminatorNorm: 'batch', discriminatorBias: true },
  ],
  [
    'plain',
    { generatorNorm: 'none', generatorBias: false, discriminatorNorm: 'none', discriminatorBias: false },
  ],
];
/** How they are trained further: without batch norm by one picture at a time. */
const SHAPE = 'resolution = 16\nlatentSize = 6\ngeneratorWidth = 4\ndiscriminatorWidth = 4\n';
const TOML: Readonly<Record<string, string>> = {
  biases: `name = "biases"\n${SHAPE}batch = 4\ngeneratorBias = true\ndiscriminatorBias = true\n`,
  plain: `name = "plain"\n${SHAPE}batch = 1\ngeneratorNorm = "none"\ndiscriminatorNorm = "none"\n`,
};

let expected: Values;
let scratch: string;
beforeAll(async () => {
  expected = (await readSafetensors(join(FIXTURES, 'networks.safetensors'))).tensors;
  scratch = await mkdtemp(join(tmpdir(), 'dareka-biases-'));
  await sharePictures(scratch);
  await writeFile(
    join(scratch, 'about.toml'),
    'name = "noise"\nlicence = "CC0-1.0"\nportraits = "unknown"\nrealPersons = false\ndescription = "Noise."\nlimits = "None."\n',
  );
});
afterAll(() => rm(scratch, { recursive: true }));

function valuesOf(name: string): Float32Array {
  return expected[name]?.data ?? new Float32Array();
}
function call(script: string, ...flags: string[]) {
  return callCommand(script, flags, scratch);
}
/** Two pictures, in [−1, 1]. */
async function drawn(model: string): Promise<Float32Array> {
  const generator = await openGeneratorSession(await readFile(join(model, 'generator.onnx')), 6);
  const pictures = await generator.draw(valuesOf('z'));
  await generator.release();
  return pictures;
}

describe.each(FORMS)('networks with the layers of %s.pth', (name, recipe) => {
  const path = join(FIXTURES, `${name}.pth`);
  const flags = ['--weights', path, '--discriminator', path];

  it('draw the pictures of PyTorch and judge them as there', async () => {
    const [g, d] = [await readStateDict(path, 'G'), await readStateDict(path, 'D')];
    const found = inferRecipe('found', g, d);
    expect(found).toMatchObject({ ...recipe, resolution: SIDE, latentSize: 6, generatorWidth: 4 });
    const sampler = await openSampler(found, 2);
    const pictures = await sampler.draw(g.weights, valuesOf('z'));
    await sampler.release();
    expect(pictures).toHaveLength(2 * 3 * SIDE ** 2);
    // Sums of up to 128 products of numbers around 1, in another order.
    pictures.forEach((value, i) => {
      expect(Math.abs(value - (valuesOf(`${name}.image`)[i] ?? Number.NaN))).toBeLessThan(1e-5);
    });
    const weights = Object.fromEntries(
      discriminatorParameters(found).map((each) => [each.name, input(each.name, each.shape)]),
    );
    const shape = [2, 3, SIDE, SIDE];
    const { logit } = discriminate(found, weights, input('image', shape), { kind: 'evaluate' });
    const program = await buildProgram('judge', { logit });
    const judged = await program.run({ ...d.weights, image: { shape, data: valuesOf(`${name}.image`) } });
    await program.release();
    expect(judged.logit?.data).toHaveLength(2);
    judged.logit?.data.forEach((value, i) => {
      expect(Math.abs(value - (valuesOf(`${name}.logit`)[i] ?? Number.NaN))).toBeLessThan(1e-5);
    });
  });

  it(
    'are published with the pictures of PyTorch, trained further, exported and published again',
    async () => {
      await call('publish-model.ts', '--weights', path, '--about', 'about.toml', '--measure', 'none');
      const index = JSON.parse(await readFile(join(scratch, 'models/index.json'), 'utf8'));
      const id = JSON.stringify(index).match(new RegExp(`${name}-[0-9a-f]{6}`))?.[0] ?? '';
      const pictures = await drawn(join(scratch, 'models', id));
      expect(pictures.length).toBe(2 * 3 * SIDE ** 2);
      pictures.forEach((value, i) => {
        expect(
          Math.abs(toByte(value) - toByte(valuesOf(`${name}.image`)[i] ?? Number.NaN)),
        ).toBeLessThanOrEqual(1);
      });

      await writeFile(join(scratch, `${name}.toml`), TOML[name] ?? '');
      await call('exchange/import-weights.ts', ...flags, '--run', name, '--config', `${name}.toml`);
      await call('train.ts', '--run', name, '--steps', '2');
      for (const network of ['G', 'D'] as const) {
        const out = join(scratch, `${name}-${network}.safetensors`);
        await call('exchange/export-weights.ts', '--run', name, '--network', network, '--out', out);
        const [exported, imported] = [await readStateDict(out, network), await readStateDict(path, network)];
        expect(Object.keys(exported.weights).sort()).toEqual(Object.keys(imported.weights).sort());
        expect(exported.weights).not.toEqual(imported.weights);
      }
      await call(
        'publish-model.ts',
        '--run',
        name,
        '--about',
        'about.toml',
        '--measure',
        'none',
        '--models',
        `${name}-run`,
      );
      const [run] =
        JSON.stringify(await readFile(join(scratch, `${name}-run/index.json`), 'utf8')).match(
          new RegExp(`${name}-[0-9a-f]{6}`),
        ) ?? [];
      const folder = join(scratch, `${name}-run`, run ?? '');
      const manifest = parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
      expect(manifest.discriminator?.layers).toHaveLength(3);
      expect((await drawn(folder)).every(Number.isFinite)).toBe(true);
    },
    TIMEOUT,
  );
});
