import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const READMES = [
  'README.md',
  'CONTRIBUTING.md',
  'training/README.md',
  'training/exchange/README.md',
  'training/pytorch/README.md',
  'training/run/README.md',
];

async function scriptsOf(folder: string): Promise<Record<string, string>> {
  return JSON.parse(await readFile(join(ROOT, folder, 'package.json'), 'utf8')).scripts;
}

describe('the commands of the READMEs', () => {
  it.each(READMES)('are scripts: %s', async (readme) => {
    const [root, training] = [await scriptsOf('.'), await scriptsOf('training')];
    const text = await readFile(join(ROOT, readme), 'utf8');
    const found = [...text.matchAll(/npm run (-w training )?([a-z][a-z-]*)/g)];
    expect(found.length).toBeGreaterThan(0);
    for (const [command, inWorkspace, name = ''] of found) {
      expect(inWorkspace === undefined ? root : training, command).toHaveProperty(name);
    }
  });

  it('of the root are those of the package: npm adds lines of its own to the errors of a workspace', async () => {
    const [root, training] = [await scriptsOf('.'), await scriptsOf('training')];
    const shared = Object.entries(root).filter(([, script]) => script.startsWith('node training/'));
    expect(shared.length).toBeGreaterThan(10);
    for (const [name, script] of shared) {
      expect(training[name], name).toBe(script.replace('node training/', 'node '));
    }
  });

  it('end with one sentence and exit code 1 where they are refused', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'dareka-npm-'));
    const flags = ['--prefix', ROOT, 'run', 'publish-model', '--', '--run', 'typo'];
    const refused = promisify(execFile)('npm', flags, {
      cwd: scratch,
      env: { ...process.env, INIT_CWD: undefined },
    });
    await expect(refused).rejects.toMatchObject({
      code: 1,
      stderr: `there is no run ${join(scratch, 'runs', 'typo')}; write --run with the name of a folder of runs/\n`,
    });
    await rm(scratch, { recursive: true });
  });
});
