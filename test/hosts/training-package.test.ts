/** `@dareka/training` from its tarball, in a folder of nobody's. What it depends on is linked, where npm would take a minute. */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { extract } from 'tar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { darekaTrain, type Printed, trainAndPublish, writePictures } from './own-pictures.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PACKAGES = join(ROOT, 'dist', 'packages');
const COMMANDS = ['train', 'report', 'evaluate', 'generate', 'project', 'import-model', 'publish'];

let folder: string;
let installed: string;
let command: string;

/** In the folder of the pictures. */
function dareka(...words: string[]): Promise<Printed> {
  return darekaTrain(folder, words, [command]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dareka-training-'));
  const modules = join(folder, 'node_modules');
  installed = join(modules, '@dareka', 'training');
  await mkdir(installed, { recursive: true });
  await extract({ file: join(PACKAGES, 'dareka-training.tgz'), cwd: installed, strip: 1 });
  const { dependencies, bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), join(modules, name));
  }
  command = join(installed, bin['dareka-train']);
  await writePictures(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('pictures of one’s own become a run, a page about it, a model and faces', async () => {
  const [trained, report, published, , nearest] = await trainAndPublish(folder, [command]);
  // All but the description, the HEIC too.
  expect(trained?.stderr).toMatch(/37 usable pictures/);
  expect(report?.stdout).toContain(join(folder, 'runs', 'tiny', 'report.html'));
  const page = await readFile(join(folder, 'runs', 'tiny', 'report.html'), 'utf8');
  expect(page).toContain('<style>');
  const { default: model, models } = JSON.parse(await readFile(join(folder, 'models', 'index.json'), 'utf8'));
  expect(models).toEqual([model]);
  expect(published?.stdout).toContain(`${model}: `);
  expect(await readFile(join(folder, 'models', model, 'card.md'), 'utf8')).toContain('My pictures');
  expect((await stat(join(folder, 'faces.png'))).size).toBeGreaterThan(100);
  expect(nearest?.stdout).toContain('share code: ');
});

test('each command explains itself, by the names that the package has', async () => {
  const { stdout } = await dareka();
  const listed = [...stdout.matchAll(/^ {4}npx dareka-train ([a-z-]+) /gm)].map(([, word]) => word);
  expect(listed).toEqual(COMMANDS);
  const helps = await Promise.all(COMMANDS.map((word) => dareka(word, '--help')));
  for (const [i, help] of helps.entries()) {
    expect(stdout).toContain(`npx dareka-train ${COMMANDS[i]}`);
    expect(help.stdout).toContain(`npx dareka-train ${COMMANDS[i]} `);
  }
  const names = await readdir(installed, { recursive: true });
  const texts = await Promise.all(
    names
      .filter((name) => /\.(js|md|toml)$/.test(name))
      .map((name) => readFile(join(installed, name), 'utf8')),
  );
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter((text) => text.includes('npm run'))).toEqual([]);
});

test('all commands that its texts name are there', async () => {
  const names = await readdir(installed, { recursive: true });
  for (const name of names.filter((each) => /\.(js|md|toml)$/.test(each))) {
    const text = await readFile(join(installed, name), 'utf8');
    for (const [, word = ''] of text.matchAll(/npx dareka-train ([a-z][a-z-]*)/g)) {
      expect(COMMANDS, name).toContain(word);
    }
  }
});

test('a recipe of the package has a name', async () => {
  const flags = ['--config', 'browser-32', '--data', 'pictures', '--steps', '0', '--json'];
  const { stdout } = await dareka('train', ...flags);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'start', recipe: expect.objectContaining({ resolution: 32 }) }),
  );
});

test.each([
  [['paint'], /^dareka-train: there is no command "paint"; write one of train, report, [a-z, -]+\n$/],
  [['train', '--config', 'none.toml'], /none\.toml: there is no such file or folder\n$/],
  [
    ['report', '--run', 'none'],
    /^there is no run .*none; write --run with the name of a folder of runs\/\n$/,
  ],
  [['project', '--picture', 'pictures/1.png', '--model', 'models/none'], /models\/none.*\n$/],
])('%j is refused with a sentence', async (words, said) => {
  const refused = await dareka(...words).catch((error: Printed) => error);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(said) });
  expect(refused.stderr.trim().split('\n')).toHaveLength(1);
});

test('publint finds nothing', async () => {
  const { messages } = await publint({ pkgDir: join(PACKAGES, 'training'), strict: true });
  expect(messages).toEqual([]);
});
