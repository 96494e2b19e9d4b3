import { downloadZip } from 'client-zip';
import { expect, test } from 'vitest';
import { encodeSafetensors } from '../../../../graph/safetensors.ts';
import type { GivenFile } from './given-files.ts';
import { kindOfFile } from './kind-of-file.ts';
import { receiveFiles } from './receive-files.ts';
import { zipNames } from './zip-directory.ts';

async function zipOf(...names: string[]): Promise<Blob> {
  return downloadZip(names.map((name) => ({ name, input: name.repeat(100) }))).blob();
}
const RUN = ['mugs/recipe.json', 'mugs/checkpoint-000000024.safetensors', 'mugs/film/000000000.webp'];
const MODEL = ['model/manifest.json', 'model/generator.weights', 'model/film.webp'];

test.each([
  ['a run, whatever its name', 'holiday.zip', RUN, 'training'],
  ['a model', 'a', MODEL, 'training'],
  ['a file of torch.save', 'netG.zip', ['archive/data.pkl', 'archive/data/0'], 'training'],
  ['pictures', 'browser-32-1200-run.zip', ['trip/one.JPG', 'trip/notes.txt'], 'pictures'],
  ['pictures beside the manifest of a web app', 'icons.zip', ['manifest.json', 'icon.png'], 'pictures'],
  ['something else', 'texts.zip', ['notes.txt'], 'unknown'],
] as const)('of a zip its content says that it is %s', async (_, name, names, kind) => {
  const file = await zipOf(...names);
  expect(await zipNames(file)).toEqual(names);
  expect(await kindOfFile({ name, file })).toBe(kind);
});

test('a run that is cut off is one still, so that its panel says what is wrong', async () => {
  const file = await zipOf(...RUN);
  expect(await kindOfFile({ name: 'run.zip', file: file.slice(0, 500) })).toBe('training');
  const pictures = await zipOf('one.jpg', 'two.jpg');
  expect(await kindOfFile({ name: 'run.zip', file: pictures.slice(0, 500) })).toBe('pictures');
});

test('weights are known by their content, or by the ending that PyTorch gives them; what may be a picture is decoded', async () => {
  const weights = new Blob(
    encodeSafetensors({ a: { shape: [1], data: new Float32Array(1) } }).map((part) => new Uint8Array(part)),
  );
  expect(await kindOfFile({ name: 'holiday', file: weights })).toBe('training');
  expect(await kindOfFile({ name: 'netG.pth', file: new Blob(['x']) })).toBe('training');
  expect(await kindOfFile({ name: 'a.jpg', file: new Blob([new Uint8Array(100)]) })).toBe('unknown');
  expect(await kindOfFile({ name: 'empty.zip', file: new Blob() })).toBe('unknown');
});

/** What becomes of files: `training: NAME`, `pictures: COUNT`, or `other`. */
async function received(files: GivenFile[], isOwn = false): Promise<string[]> {
  const said: string[] = [];
  await receiveFiles(files, {
    onTraining: ({ name }) => said.push(`training: ${name}`),
    onPictures: ({ length }) => said.push(`pictures: ${length}`),
    ...(!isOwn && { onOther: () => said.push('other') }),
  });
  return said;
}

test('several files are pictures, but for the folder of a run; one may be a face that was saved, where no picture is wanted', async () => {
  const picture = (name: string) => ({ name, file: new Blob(['picture']) });
  expect(await received([picture('a.jpg')])).toEqual(['other']);
  expect(await received([picture('a.jpg')], true)).toEqual(['pictures: 1']);
  expect(await received([picture('a.jpg'), picture('b.jpg')])).toEqual(['pictures: 2']);
  expect(await received([], true)).toEqual(['pictures: 0']);
  expect(await received(RUN.map(picture), true)).toEqual(['training: mugs']);
  const named = async (name: string, ...names: string[]) => [{ name, file: await zipOf(...names) }];
  expect(await received(await named('a.zip', ...RUN), true)).toEqual(['training: a.zip']);
  expect(await received(await named('a.zip', 'a.png'))).toEqual(['pictures: 1']);
  // Whoever takes a file that cannot be read says so.
  const gone = new Blob(['moved since']);
  gone.slice = () => {
    throw new DOMException('', 'NotReadableError');
  };
  expect(await received([{ name: 'a.jpg', file: gone }], true)).toEqual(['pictures: 1']);
  expect(await received([{ name: 'a.zip', file: gone }])).toEqual(['training: a.zip']);
  // The panel that brings a training back says that there is none in it.
  expect(await received(await named('a.zip', 'a.txt'))).toEqual(['training: a.zip']);
});
