/** `@dareka/training` from its tarball, in a folder outside the repository. Its dependencies are links: npm would take a minute. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { publint } from 'publint';
import { extract } from 'tar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { tagOf } from '../../latent/model/manifest.ts';
import { decodePng } from '../../picture/png.ts';
import {
  closeProfiles,
  drawnWall,
  newVisitor,
  openBrowser,
  SMALL_WINDOW,
  visitReady,
} from '../browser/browser.ts';
import { maxDifference, TOLERANCE } from '../browser/pictures.ts';
import { darekaTrain, type Printed, trainAndPublish, writePictures } from './own-pictures.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PACKAGES = join(ROOT, 'dist', 'packages');
const COMMANDS = [
  'train',
  'report',
  'evaluate',
  'generate',
  'project',
  'make-digits',
  'import-model',
  'publish',
  'serve',
];

let folder: string;
let installed: string;
let command: string;
let printed: Printed[];

/** In the folder of the pictures. */
function dareka(...words: string[]): Promise<Printed> {
  return darekaTrain(folder, words, [command]);
}

/** What the package says in code, recipes and its README, without the page, by path. */
async function packageTexts(): Promise<Map<string, string>> {
  const names = (await readdir(installed, { recursive: true })).filter(
    (name) => /\.(js|md|toml)$/.test(name) && !name.startsWith('page'),
  );
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(installed, name), 'utf8')] as const),
    ),
  );
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
  printed = await trainAndPublish(folder, [command]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('pictures of one’s own become a run, a page about it, a model and faces', async () => {
  const [trained, report, published, , nearest] = printed;
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

/** Starts a server of the page, in the folder of the pictures. */
async function startServer(...words: string[]): Promise<{ server: ChildProcess; said: string }> {
  const env = { ...process.env, INIT_CWD: undefined, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const server = spawn(command, ['serve', '--port', '0', ...words], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit').then(([code]): never => {
    throw new Error(`serve ended with ${code}`);
  });
  const [text] = await Promise.race([once(server.stdout ?? server, 'data'), ended]);
  return { server, said: String(text) };
}

describe('serve', () => {
  let server: ChildProcess;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    const [launched, started] = await Promise.all([openBrowser('wasm'), startServer()]);
    [browser, server] = [launched, started.server];
    [, origin = ''] = /(http:\S+)/.exec(started.said) ?? [];
  });

  afterAll(async () => {
    server.kill();
    await closeProfiles(browser);
  });

  test('shows the wall of the published model, and one face by its link', async () => {
    const { page, problems } = await visitReady(await newVisitor(browser, SMALL_WINDOW), '/', origin);
    await drawnWall(page);
    const drawn = await page.evaluate(async () => {
      const [face] = await window.dareka.generate({ seed: 1, n: 1 });
      return [...(face?.data ?? [])];
    });
    const { default: model } = JSON.parse(await readFile(join(folder, 'models', 'index.json'), 'utf8'));
    const probe = await readFile(join(folder, 'models', model, 'probe.png'));
    const { data } = await decodePng(Uint8Array.from(probe).buffer);
    expect(maxDifference(drawn, [...data])).toBeLessThanOrEqual(TOLERANCE);
    const code = encodeFace(seedFace(tagOf(model), 1));
    await page.goto(`${origin}/f/${code}#studio`);
    await page.evaluate(() => window.dareka.ready);
    await page.waitForFunction((asked) => window.dareka.code === asked, code);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.goto(`${origin}/mix`);
    await page.evaluate(() => window.dareka.ready);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(problems).toEqual([]);
  });

  test.each([
    ['GET', '/studio', 200],
    ['GET', '/models/index.json', 200],
    ['HEAD', '/', 200],
    ['POST', '/', 405],
    ['GET', '/f/EhJbXQ.png', 404],
    ['GET', '/models/none/manifest.json', 404],
    ['GET', '/models/..%2fpictures/about.toml', 404],
    ['GET', '/..%2fpackage.json', 404],
    ['GET', '/%', 404],
    ['GET', '/%00', 404],
    ['GET', '/models', 404],
    ['GET', '/studio?lang=ja', 200],
    ['GET', '/f/EhJbXQ?x=1', 200],
    ['GET', '/models/..%2f..%2fpackage.json', 404],
  ])('%s %s is answered with %i', async (method, path, status) => {
    expect((await fetch(origin + path, { method })).status).toBe(status);
  });

  test('refuses a port that is taken, and a folder without models', async () => {
    const taken = dareka('serve', '--port', new URL(origin).port);
    await expect(taken).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/another program listens on it\n$/),
    });
    const empty = dareka('serve', '--models', 'pictures');
    await expect(empty).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^there is no .*index\.json; npx dareka-train serve --run NAME makes it of a run\n$/,
      ),
    });
    const none = dareka('serve', '--run', 'none');
    await expect(none).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^there is no run .*none; write --run with the name of a folder of runs\/\n$/,
      ),
    });
  });
});

describe('serve --run', () => {
  async function served(run: string): Promise<{ default: string; models: string[] }> {
    const { server, said } = await startServer('--run', run);
    const [, origin = ''] = /(http:\S+)/.exec(said) ?? [];
    const index = await (await fetch(`${origin}/models/index.json`)).json();
    server.kill();
    expect(said.startsWith(`${index.default} is on `)).toBe(true);
    return index;
  }

  test('publishes the run once, also where nobody has described its pictures', async () => {
    const before = await served('tiny');
    expect(before.models).toHaveLength(1);
    await mkdir(join(folder, 'others'));
    for (const name of ['1.png', '9.png', '20.png', '30.png', 'photo.heic']) {
      await copyFile(join(folder, 'pictures', name), join(folder, 'others', name));
    }
    const flags = ['--config', 'tiny.toml', '--data', 'others', '--run', 'again', '--steps', '2'];
    await dareka('train', ...flags);
    const after = await served('again');
    expect(after.models).toHaveLength(2);
    expect(after.default).not.toBe(before.default);
    const card = await readFile(join(folder, 'models', after.default, 'card.md'), 'utf8');
    expect(card).toContain('Nobody has described these pictures yet.');
    expect(card).toContain('5 pictures. It is not known whether');
    expect(await served('again')).toEqual(after);
    expect(await served('tiny')).toEqual({ ...after, default: before.default });
  });
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
  const texts = [...(await packageTexts()).values()];
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter((text) => text.includes('npm run'))).toEqual([]);
});

test('all commands that its texts name are there', async () => {
  for (const [name, text] of await packageTexts()) {
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
