import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TIMEOUT = 600_000;
const ROOT = join(import.meta.dirname, '../..');
const MODEL = join(ROOT, 'models/first-64-ebcae8');
const DATA = join(ROOT, 'training/sample');

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-evaluate-'));
});
afterAll(() => rm(scratch, { recursive: true }));

function evaluate(...flags: string[]) {
  return promisify(execFile)(process.execPath, [join(ROOT, 'training/evaluate.ts'), ...flags], {
    cwd: scratch,
    env: { ...process.env, INIT_CWD: scratch },
  });
}

describe('npm run evaluate', () => {
  it(
    'measures a published model and real portraits, with the same results when repeated',
    async () => {
      const flags = ['--model', MODEL, '--data', DATA, '--samples', '150', '--draws', '2', '--json'];
      const [first, second] = [await evaluate(...flags), await evaluate(...flags)];
      expect(second.stdout).toBe(first.stdout);
      // The stored measurements of the portraits are reused.
      expect(first.stderr).toContain('real portraits against real ones');
      expect(second.stderr).not.toContain('real portraits against real ones');
      expect((await readdir(join(scratch, 'runs/.cache/evaluate'))).length).toBeGreaterThan(0);

      const said = JSON.parse(first.stdout);
      expect(said).toMatchObject({ model: 'first-64-ebcae8', protocol: 'faces-2', samples: 150, draws: 2 });
      const measures = new Map<string, { value: number; error: number; reference: number }>(
        said.measures.map((measure: { name: string }) => [measure.name, measure]),
      );
      const of = (name: string) =>
        measures.get(name) ?? { value: Number.NaN, error: Number.NaN, reference: Number.NaN };
      // The faces are not portraits of the sample, and differ less from one another than portraits do.
      expect(of('frechet').value).toBeGreaterThan(of('frechet').reference);
      expect(of('recall').value).toBeLessThan(of('recall').reference);
      for (const name of ['precision', 'recall', 'coverage']) {
        expect(of(name).value).toBeGreaterThan(0);
        expect(of(name).value).toBeLessThanOrEqual(1);
      }
      expect(of('facesFound').value).toBeGreaterThan(0.4);
      expect(of('frechet').error).toBeGreaterThan(0);
      expect(of('swd64').value).toBeGreaterThan(0);
      expect(of('copies').value).toBe(0);
      // Close up, faces of a small model differ from portraits more than portraits do from others.
      for (const name of ['frechetEyes', 'frechetMouth', 'toldApart']) {
        expect(of(name).value).toBeGreaterThan(of(name).reference);
      }
      expect(of('toldApart').value).toBeLessThanOrEqual(1);
      expect(of('sharpness').value).toBeGreaterThan(0);
      // The power of single portraits deviates by about its mean: four standard errors of the ratio of two means of 150.
      expect(Math.abs(of('sharpness').reference - 1)).toBeLessThan(4 * Math.sqrt(2 / 150));
      const women = said.groups.find(({ name }: { name: string }) => name === 'women');
      expect(women.portraits).toBeGreaterThan(0.3);
      expect(women.portraits).toBeLessThan(0.7);
    },
    TIMEOUT,
  );

  it(
    'measures by the protocol of earlier models where it is asked to',
    async () => {
      const flags = ['--model', MODEL, '--data', DATA, '--samples', '100', '--draws', '1', '--json'];
      const said = JSON.parse((await evaluate(...flags, '--protocol', 'faces-1')).stdout);
      expect(said.protocol).toBe('faces-1');
      const names = said.measures.map(({ name }: { name: string }) => name);
      expect(names).toContain('frechet');
      expect(names).not.toContain('frechetEyes');
    },
    TIMEOUT,
  );

  it.each([
    [
      ['--model', MODEL, '--data', DATA, '--protocol', 'faces-0'],
      '--protocol: write faces-1 or faces-2, not faces-0',
    ],
    [['--data', DATA], 'write --model with a published model or a run'],
    [['--model', MODEL], 'write --data with the portraits'],
    [['--model', 'nothing', '--data', DATA], 'neither a published model nor a run'],
    [['--model', MODEL, '--data', DATA, '--samples', '600'], '1200 are needed; write fewer --samples'],
  ])('is refused in one sentence: %s', async (flags, message) => {
    await expect(evaluate(...flags)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });
});
