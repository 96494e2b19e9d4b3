/** `@dareka/faces`, installed from its tarball without a registry. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { readMark } from '../../picture/mark.ts';
import { decodePng } from '../../picture/png.ts';
import { avatarsManifest } from '../site/published-manifests.ts';

const run = promisify(execFile);
const PACKAGES = join(import.meta.dirname, '..', '..', 'dist', 'packages');
const README = await readFile(join(PACKAGES, 'faces', 'README.md'), 'utf8');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dareka-faces-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(PACKAGES, 'dareka-faces.tgz')], {
    cwd: folder,
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command in a folder of its own. */
async function dareka(...words: string[]): Promise<{ files: Map<string, Buffer>; printed: string }> {
  const place = await mkdtemp(join(folder, 'run-'));
  const { stdout } = await run(join(folder, 'node_modules', '.bin', 'dareka'), words, { cwd: place });
  const names = (await readdir(place, { recursive: true })).filter((name) => name.endsWith('.png'));
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(place, name))] as const),
  );
  return { files: new Map(files), printed: stdout };
}

/** A program that imports the package. @returns what it prints */
async function program(code: string): Promise<string> {
  await writeFile(join(folder, 'program.js'), code);
  return (await run(process.execPath, ['program.js'], { cwd: folder })).stdout;
}

async function served(path: string): Promise<Buffer> {
  const response = await fetch(inject('site') + path);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe('the command', () => {
  test('gives a name the file that a site gives it', async () => {
    const { files, printed } = await dareka('alice', '--age', 'old', '--glasses', 'yes', '--size', '256');
    const file = files.get('alice.png');
    expect(file?.equals(await served('/a/v2/alice.png?age=old&glasses=yes&size=256'))).toBe(true);
    expect(printed).toBe(`alice.png  ${readMark(file ?? Buffer.of())?.code}\n`);
  });

  test('draws seeds and codes into a folder', async () => {
    const { tag } = await avatarsManifest();
    const code = encodeFace(seedFace(tag, 2));
    const { files } = await dareka('--seeds', '1-3', '--code', code, '--out', 'faces');
    expect([...files.keys()].sort()).toEqual(
      ['1', '2', '3', code].map((name) => join('faces', `${name}.png`)).sort(),
    );
    expect(
      files.get(join('faces', '2.png'))?.equals(files.get(join('faces', `${code}.png`)) ?? Buffer.of()),
    ).toBe(true);
    expect(files.get(join('faces', '2.png'))?.equals(await served(`/f/${code}.png?size=128`))).toBe(true);
  });

  test('any text is a name, and names a file', async () => {
    const { files } = await dareka('誰か', '../a/b', 'x'.repeat(256), '--size', '16');
    expect(files.size).toBe(3);
    expect(files.has('誰か.png')).toBe(true);
    expect([...files.keys()].filter((name) => name.includes('/'))).toEqual([]);
  });

  test('a sheet is one picture, and says that a model made it', async () => {
    const { files } = await dareka(
      'a',
      'b',
      'c',
      'd',
      'e',
      '--sheet',
      '--size',
      '32',
      '--out',
      'deep/all.png',
    );
    const [sheet = Buffer.of()] = files.values();
    const { width, height, data } = await decodePng(Uint8Array.from(sheet).buffer);
    expect([width, height]).toEqual([96, 64]);
    // The sixth place is empty.
    expect(data.at(-1)).toBe(0);
    expect(readMark(sheet)).toEqual({ model: (await avatarsManifest()).id });
  });

  test.each([
    [['alice', '--hat', 'yes'], /dareka: Unknown option '--hat'; --traits lists the traits/],
    [['alice', '--age', 'ancient'], /dareka: age is young, old, or a number from -1 to 1; not "ancient"/],
    [['alice', '--size', '2000'], /dareka: a size is a whole number from 16 to 512, not 2000/],
    [['alice', 'bob', '--out', 'one.png'], /dareka: --out: 2 pictures do not fit into one.png/],
    [['--code', 'EKgry9GH5NfH2roPSn9'], /dareka: --code EKgry9GH5NfH2roPSn9: it has a fault at byte 13/],
    [['1', '--seeds', '1'], /dareka: two different faces would be the file 1.png/],
    [[' '], /dareka: a name has 1 … 256 bytes/],
  ])('%j is refused with a sentence, and nothing is written', async (words, said) => {
    const refused = await dareka(...words).catch((error: { stderr: string; code: number }) => error);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(said) });
    expect((refused as { stderr: string }).stderr.trim().split('\n')).toHaveLength(1);
  });
});

test('the example of the README writes two pictures', async () => {
  const [, example = ''] = /```js\n(.*?)```/s.exec(README) ?? [];
  await program(example);
  const [alice, bob] = await Promise.all(
    ['alice', 'bob'].map((name) => readFile(join(folder, `${name}.png`))),
  );
  expect(alice?.equals(await served('/a/v2/alice.png?size=256'))).toBe(true);
  expect(bob?.equals(await served('/a/v2/bob.png?age=old&glasses=yes&smile=0.5&size=256'))).toBe(true);
});

test('the package exports what its README lists', async () => {
  const listed = [...README.matchAll(/^\| `([a-zA-Z]+)\(/gm)].map(([, name]) => name);
  const exported = JSON.parse(
    await program(`import * as all from '@dareka/faces'; console.log(JSON.stringify(Object.keys(all)));`),
  );
  expect(listed.length).toBeGreaterThan(3);
  expect(exported).toEqual(expect.arrayContaining(listed));
});

test('publint and attw find nothing', async () => {
  const { messages } = await publint({ pkgDir: join(PACKAGES, 'faces'), strict: true });
  expect(messages).toEqual([]);
  const tarball = await readFile(join(PACKAGES, 'dareka-faces.tgz'));
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  const problems = 'problems' in analysis ? analysis.problems : [{ kind: 'no types' }];
  // It is an ES module, which programs in CommonJS import dynamically.
  const found = problems.filter(
    (problem) =>
      !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(String(problem.resolutionKind))),
  );
  expect(found).toEqual([]);
});
