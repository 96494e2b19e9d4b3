import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeFace } from '../latent/code/code.ts';
import { readMark } from '../picture/mark.ts';
import { callCommand } from './testing/call-command.ts';

const ID = 'dcgan-64-0d7899';
const MODEL = join(import.meta.dirname, '../models', ID);
/** The largest difference that links promise between two machines. */
const TOLERANCE = 2;

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-generate-'));
});
afterAll(() => rm(scratch, { recursive: true }));

function generate(...flags: string[]) {
  return callCommand('generate.ts', flags, scratch);
}
async function pixelsOf(path: string): Promise<Uint8Array> {
  return sharp(path).removeAlpha().raw().toBuffer();
}
function expectEqual(a: Uint8Array, b: Uint8Array): void {
  expect(a.length).toBe(b.length);
  expect(Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? 0))))).toBeLessThanOrEqual(TOLERANCE);
}

describe('npm run generate', () => {
  it('draws the faces of seeds and names as the site does, each with its code', async () => {
    const { stdout } = await generate('--model', MODEL, '--seeds', '1-2', '--name', 'a/b', '--out', 'faces');
    expect((await readdir(join(scratch, 'faces'))).sort()).toEqual(['1.png', '2.png', 'a%2Fb.png']);
    expectEqual(await pixelsOf(join(scratch, 'faces/1.png')), await pixelsOf(join(MODEL, 'probe.png')));
    const [line = ''] = stdout.split('\n');
    const [path, code = ''] = line.split('  ');
    expect(path).toBe(join(scratch, 'faces/1.png'));
    expect(decodeFace(code)).toMatchObject({ model: '0d7899', seed: 1 });
    expect(readMark(await readFile(join(scratch, 'faces/1.png')))).toMatchObject({ code, model: ID });
  });

  it('draws all of them into one file, and at another truncation without codes', async () => {
    const flags = ['--model', MODEL, '--seeds', '1-5', '--psi', '0.5', '--columns', '3', '--out', 'grid.png'];
    expect((await generate(...flags)).stdout).toBe(`${join(scratch, 'grid.png')}  5 faces\n`);
    const { width, height } = await sharp(join(scratch, 'grid.png')).metadata();
    expect({ width, height }).toEqual({ width: 192, height: 128 });
    await generate('--model', MODEL, '--seeds', '5', '--psi', '0.5', '--out', 'one.png');
    const fifth = await sharp(join(scratch, 'grid.png'))
      .extract({ left: 64, top: 64, width: 64, height: 64 })
      .removeAlpha()
      .raw()
      .toBuffer();
    expectEqual(fifth, await pixelsOf(join(scratch, 'one.png')));
    const mark = readMark(await readFile(join(scratch, 'one.png')));
    expect(mark?.code).toBeUndefined();
    expect(mark?.model).toBe(ID);
  });

  it.each(['gif', 'webp'])('draws a walk between faces as %s', async (format) => {
    const file = `walk.${format}`;
    await generate('--model', MODEL, '--walk', 'alice', '1', '--frames', '6', '--out', file);
    const { pages, pageHeight, width, loop } = await sharp(join(scratch, file), {
      animated: true,
    }).metadata();
    expect({ pages, pageHeight, width, loop }).toEqual({ pages: 6, pageHeight: 64, width: 64, loop: 0 });
    const last = await sharp(join(scratch, file), { page: 5 }).removeAlpha().raw().toBuffer();
    const wanted = await pixelsOf(join(MODEL, 'probe.png'));
    // Both formats lose detail.
    expect(
      last.reduce((sum, value, i) => sum + Math.abs(value - (wanted[i] ?? 0)), 0) / last.length,
    ).toBeLessThan(8);
    expect(readMark(await readFile(join(scratch, file)))?.model).toBe(ID);
  });

  it.each([
    [['--seeds', '1', '--out', 'x'], 'write --model with a published model or a run'],
    [['--model', MODEL, '--seeds', '1'], 'write --out with a folder, or a file'],
    [['--model', MODEL, '--out', 'x'], 'write --seeds 1-100, --name NAME or --walk A B'],
    [['--model', MODEL, '--out', 'x', '--seeds', '2-1'], '--seeds: write numbers from 0 to 2^53 - 1'],
    [
      ['--model', MODEL, '--out', 'x', '--seeds', '1', '--psi', '3'],
      '--psi: write a number from 0 to 2, not 3',
    ],
    [['--model', MODEL, '--out', 'x', 'alice'], 'write --name alice or --walk alice, not alice alone'],
    [['--model', MODEL, '--out', 'x', '--name', ' '], '--name: a name has 1 … 256 bytes'],
    [['--model', MODEL, '--out', 'x.gif', '--walk', 'alice'], '--walk: write two seeds or names at least'],
    [['--model', MODEL, '--out', 'x.png', '--walk', 'a', 'b'], '--out: a walk is a FILE.gif or a FILE.webp'],
    [['--model', MODEL, '--out', 'x.gif', '--seeds', '1'], '--out: faces are PNG files'],
    [
      ['--model', MODEL, '--out', 'x.png', '--seeds', '1-99999'],
      'and 8192 is the most; write --out with a folder',
    ],
    [
      ['--model', MODEL, '--out', 'x', '--seeds', '7', '--name', '7'],
      'two different faces would be the file 7.png',
    ],
    [['--model', 'nowhere', '--out', 'x', '--seeds', '1'], 'neither a published model nor a run'],
  ])('is refused in one sentence: %s', async (flags, message) => {
    await expect(generate(...flags)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
    expect((await readdir(scratch)).filter((name) => name.startsWith('x'))).toEqual([]);
  });
});
