import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { createFileDecoder } from './decode-files.ts';
import type { DecodedPicture } from './decode-picture.ts';
import { OWN_SIDE } from './own-set.ts';

/** A plain picture, as bright as the file's first byte says. */
async function decodePicture(file: Blob): Promise<DecodedPicture> {
  const [brightness = 0] = new Uint8Array(await file.arrayBuffer());
  return { side: OWN_SIDE, pixels: new Uint8ClampedArray(4 * OWN_SIDE ** 2).fill(brightness) };
}

function zipOf(count: number): Blob {
  const names = Array.from({ length: count }, (_, i) => `${i}.png`);
  return new Blob([zipSync(Object.fromEntries(names.map((name, i) => [name, Uint8Array.of(60 * i)])))]);
}

test.each([
  [3, []],
  [4, [{ name: 'a.zip', why: 'tooMany' }]],
] as const)(
  'of a zip of %i pictures three are taken where there is room for three',
  async (count, problems) => {
    const decoder = createFileDecoder({ known: [], room: 3, nextId: 7 }, decodePicture);
    await decoder.decode({ name: 'a.zip', file: zipOf(count) }, () => {});
    const drained = decoder.drain();
    expect(drained.pictures.map(({ id, name }) => [id, name])).toEqual([
      [7, 'a.zip/0.png'],
      [8, 'a.zip/1.png'],
      [9, 'a.zip/2.png'],
    ]);
    expect(drained.problems).toEqual(problems);
    await decoder.decode({ name: 'b.png', file: new Blob([Uint8Array.of(1)]) }, () => {});
    expect(decoder.drain()).toEqual({ pictures: [], problems: [{ name: 'b.png', why: 'tooMany' }] });
  },
);

test('a picture that is nearly the same as a known one is of its group', async () => {
  const first = createFileDecoder({ known: [], room: 9, nextId: 0 }, decodePicture);
  for (const brightness of [100, 103, 200]) {
    await first.decode({ name: 'a', file: new Blob([Uint8Array.of(brightness)]) }, () => {});
  }
  const { pictures: known } = first.drain();
  expect(known.map(({ id, group }) => [id, group])).toEqual([
    [0, 0],
    [1, 0],
    [2, 2],
  ]);
  const second = createFileDecoder({ known, room: 9, nextId: 3 }, decodePicture);
  await second.decode({ name: 'a', file: new Blob([Uint8Array.of(201)]) }, () => {});
  expect(second.drain().pictures).toMatchObject([{ id: 3, group: 2 }]);
});
