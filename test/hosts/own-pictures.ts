/** What a person does with `@dareka/training`: a folder of pictures, and the commands of the package. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { SMALLEST_RECIPE } from '../../training/testing/train-sandbox.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const HEIC = join(ROOT, 'training', 'data', 'testing', 'two-colours.heic');

/** Writes `pictures/`, a few dozen with a HEIC and with the description from the package's README, and a recipe, `tiny.toml`. */
export async function writePictures(folder: string): Promise<void> {
  const pictures = join(folder, 'pictures');
  await mkdir(pictures);
  const sides = { width: 40, height: 40, channels: 3 } as const;
  for (let i = 0; i < 36; i++) {
    const background = { r: 7 * i, g: 255 - 5 * i, b: (37 * i) % 256 };
    await sharp({ create: { ...sides, background } }).toFile(join(pictures, `${i}.png`));
  }
  await copyFile(HEIC, join(pictures, 'photo.heic'));
  const readme = await readFile(join(ROOT, 'training', 'build', 'README.md'), 'utf8');
  const [, about = ''] = /```toml\n(.*?)```/s.exec(readme) ?? [];
  await writeFile(join(pictures, 'about.toml'), about);
  await writeFile(join(folder, 'tiny.toml'), SMALLEST_RECIPE.replace('labelWeight = 1', ''));
}

export type Printed = { readonly stdout: string; readonly stderr: string };

/** Runs `npx dareka-train`, or the program in its place. Rejects with `code`, `stdout` and `stderr` where it fails. */
export function darekaTrain(
  folder: string,
  words: readonly string[],
  program: readonly string[] = ['npx', '--no', 'dareka-train'],
): Promise<Printed> {
  const [file = '', ...before] = program;
  // Each command is a process of its own, and would compile the same modules again.
  const env = { ...process.env, INIT_CWD: undefined, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  return promisify(execFile)(file, [...before, ...words], { cwd: folder, env });
}

/** The steps of a training, its page, and a model of it. @returns what each command printed */
export async function trainAndPublish(folder: string, program?: readonly string[]): Promise<Printed[]> {
  const printed: Printed[] = [];
  for (const words of [
    ['train', '--config', 'tiny.toml', '--data', 'pictures', '--steps', '3'],
    ['report', '--run', 'tiny'],
    ['publish', '--run', 'tiny', '--measure', 'none'],
    ['generate', '--model', 'runs/tiny', '--seeds', '1-4', '--out', 'faces.png'],
    ['project', '--picture', 'pictures/photo.heic', '--samples', '20', '--steps', '2'],
  ]) {
    printed.push(await darekaTrain(folder, words, program));
  }
  return printed;
}
