import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseManifest } from '../../latent/model/manifest.ts';
import { callCommand } from '../testing/call-command.ts';
import { openTrainSandbox, type TrainSandbox } from '../testing/train-sandbox.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 300_000;
const RECIPE = `
name = "digits"
condition = "projection"
resolution = 16
channels = 1
latentSize = 4
generatorWidth = 2
discriminatorWidth = 2
discriminatorNorm = "none"
network = "skip"
batch = 4
mirror = false
`;
const COUNT = 300;

let sandbox: TrainSandbox;
function call(script: string, ...flags: string[]) {
  return callCommand(script, flags, sandbox.scratch);
}
beforeAll(async () => {
  sandbox = await openTrainSandbox({ digits: RECIPE });
  await call('digits/make-digits.ts', '--out', 'mnist', '--count', `${COUNT}`);
  await sandbox.run('--config', 'digits.toml', '--data', 'mnist', '--steps', '2');
}, TIMEOUT);
afterAll(() => sandbox.remove());

describe('a conditional run on pictures without faces', () => {
  it(
    'is measured by a protocol without faces, and by what is read in each class',
    async () => {
      const flags = ['--model', 'runs/digits', '--samples', '100', '--draws', '1'];
      const { stdout, stderr } = await call('evaluate.ts', ...flags, '--json');
      expect(stderr).toContain(
        'hardly a face is found in its pictures, so that they are measured by pictures-1',
      );
      const readings = JSON.parse(await readFile(join(sandbox.folder('digits'), 'classes.json'), 'utf8'));
      const { protocol, measures, groups, classes } = JSON.parse(stdout);
      expect(protocol).toBe('pictures-1');
      const named = new Set(measures.map(({ name }: { name: string }) => name));
      expect(named).toContain('frechet');
      expect(named).not.toContain('facesFound');
      expect(groups).toBeUndefined();
      expect(classes).toMatchObject({ samples: 200, reader: { learned: 250, tested: 50 } });
      expect(classes.names).toHaveLength(10);
      expect(classes.reader.accuracy).toBeGreaterThan(0.5);
      expect(readings).toEqual({ step: 2, ...classes });
      await call('report.ts', '--run', 'digits');
      const page = await readFile(join(sandbox.folder('digits'), 'report.html'), 'utf8');
      expect(page).toContain('It learned the classes from 250 pictures of the data');
      expect(page).toContain('<p>The whole grid, from the first step to the last.</p>');
      expect(page).toContain(`<th scope="row">7</th><td>${(100 * classes.byClass[7]).toFixed(1)} %</td>`);
      // After two steps, all classes look alike.
      expect(classes.accuracy).toBeLessThan(0.3);
    },
    TIMEOUT,
  );

  it(
    'is published with both in its manifest and its card',
    async () => {
      const about = join(import.meta.dirname, '../sample/about.toml');
      const { stdout } = await call(
        'publish-model.ts',
        ...['--run', 'digits', '--about', about, '--measure', 'short', '--models', 'models'],
      );
      const model = join(sandbox.scratch, 'models', stdout.split(':')[0] ?? '');
      const manifest = parseManifest(JSON.parse(await readFile(join(model, 'manifest.json'), 'utf8')));
      expect(manifest.evaluation?.protocol).toBe('pictures-1');
      const { measured } = manifest.condition ?? {};
      expect(measured).toMatchObject({ samples: 200, reader: { learned: 250, tested: 50 } });
      const card = await readFile(join(model, 'card.md'), 'utf8');
      expect(card).toContain('A small network learned the classes from 250 pictures of the data.');
      const share = `${(100 * (measured?.byClass[7] ?? Number.NaN)).toFixed(1)} %`;
      expect(card).toContain(`| 7 | 10.0 % | ${share} |`);
      expect(card).not.toContain('## Rare groups');
    },
    TIMEOUT,
  );
});
