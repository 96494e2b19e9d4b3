import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../../files/safetensors.ts';
import { decodeSafetensors } from '../../graph/safetensors.ts';
import { parseManifest } from '../../latent/model/manifest.ts';
import { toByte } from '../image-grid.ts';
import { openGeneratorSession } from '../publish/generator-session.ts';
import { callCommand } from '../testing/call-command.ts';
import { sharePictures } from '../testing/train-sandbox.ts';
import { readStateDict } from './state-dict.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 120_000;
const WAYS = ['concat', 'auxiliary', 'projection'] as const;
function fixture(way: string, file: string): string {
  return join(import.meta.dirname, '../fixtures/conditional-step', way, `${file}.safetensors`);
}

let scratch: string;
function call(script: string, ...flags: string[]) {
  return callCommand(script, flags, scratch);
}
function importFixture(way: string, config: string) {
  const trained = fixture(way, 'expected');
  const weights = ['--weights', trained, '--discriminator', trained];
  return call(
    'exchange/import-weights.ts',
    ...weights,
    '--run',
    `${way}-${config}`,
    '--config',
    `${config}.toml`,
  );
}

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-conditional-'));
  await sharePictures(scratch);
  const common = 'resolution = 16\nlatentSize = 8\ngeneratorWidth = 4\ndiscriminatorWidth = 4\nbatch = 2\n';
  for (const way of WAYS) {
    const text = `name = "${way}"\ncondition = "${way}"\nclasses = "one, two, three"\n${common}`;
    await writeFile(join(scratch, `${way}.toml`), text);
  }
  await writeFile(join(scratch, 'nameless.toml'), `name = "nameless"\ncondition = "concat"\n${common}`);
  await writeFile(join(scratch, 'plain.toml'), `name = "plain"\n${common.replace('= 8', '= 11')}`);
}, TIMEOUT);
afterAll(() => rm(scratch, { recursive: true }));

describe('conditional networks that were trained with PyTorch', () => {
  it.each(WAYS)(
    '%s: become a run that is published with the same pictures, and exported with the same bits',
    async (way) => {
      await importFixture(way, way);
      const run = `${way}-${way}`;
      const about = join(import.meta.dirname, '../sample/about.toml');
      const flags = ['--run', run, '--about', about, '--measure', 'none', '--models', `models-${way}`];
      const { stdout } = await call('publish-model.ts', ...flags);
      const folder = join(scratch, `models-${way}`, stdout.split(':')[0] ?? '');
      const manifest = parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
      expect(manifest).toMatchObject({
        latentSize: 11,
        condition: { way, classes: ['one', 'two', 'three'] },
      });
      const given = (await readSafetensors(fixture(way, 'input'))).tensors.probe_z;
      const wanted = (await readSafetensors(fixture(way, 'expected'))).tensors.probe_image;
      const generator = await openGeneratorSession(await readFile(join(folder, 'generator.onnx')), 11);
      const drawn = await generator.draw(given?.data ?? new Float32Array());
      await generator.release();
      drawn.forEach((value, i) => {
        expect(Math.abs(toByte(value) - toByte(wanted?.data[i] ?? Number.NaN))).toBeLessThanOrEqual(1);
      });

      for (const network of ['G', 'D'] as const) {
        const out = `${way}.safetensors`;
        await call('exchange/export-weights.ts', '--run', run, '--network', network, '--out', out);
        const exported = await readStateDict(join(scratch, out), network);
        expect(exported.weights).toEqual((await readStateDict(fixture(way, 'expected'), network)).weights);
      }
      const names = [
        ...decodeSafetensors(await readFile(join(scratch, `${way}.safetensors`)), way).tensors.keys(),
      ];
      expect(names).toContain('main.0.weight');
      expect(names.filter((name) => !name.startsWith('main.'))).toEqual(
        { concat: [], auxiliary: ['classes.weight', 'classes.bias'], projection: ['embedding.weight'] }[way],
      );
    },
    TIMEOUT,
  );

  it('are refused where nothing says what their classes are', async () => {
    await expect(importFixture('concat', 'nameless')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nameless: write classes = "…" in the recipe'),
    });
    await expect(importFixture('concat', 'plain')).rejects.toMatchObject({
      stderr: expect.stringContaining('sees 6 channels, so it knows classes: write --config RECIPE.toml'),
    });
    await expect(importFixture('auxiliary', 'plain')).rejects.toMatchObject({
      stderr: expect.stringContaining('has classes.weight, so it knows classes'),
    });
    await expect(importFixture('concat', 'auxiliary')).rejects.toMatchObject({
      stderr: expect.stringContaining('is not a DCGAN discriminator'),
    });
  });
});
