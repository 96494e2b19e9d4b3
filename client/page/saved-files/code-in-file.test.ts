import { expect, test } from 'vitest';
import { toBase64url } from '../../../latent/code/base64url.ts';
import { encodeFace } from '../../../latent/code/code.ts';
import { crc16 } from '../../../latent/code/crc16.ts';
import { seedFace } from '../../../latent/face.ts';
import { markPicture } from '../../../picture/mark.ts';
import { encodePng } from '../../../picture/png.ts';
import { codeInJson, codeInPicture } from './code-in-file.ts';

const picture = encodePng({ width: 1, height: 1, data: Uint8ClampedArray.of(1, 2, 3, 255) });
const code = encodeFace(seedFace('00aa11', 42));
const model = 'face-128-00aa11';
/** A code of that version and kind, with a right checksum. */
function sealed(versionAndKind: number): string {
  const body = Uint8Array.of(versionAndKind, 0, 0xaa, 0x11, 42);
  return toBase64url(Uint8Array.of(...body, crc16(body) >> 8, crc16(body) & 0xff));
}
const LATER = sealed(0x20);
const marked = markPicture(picture, { code, model });

test('a saved picture has the code of its face', () => {
  expect(codeInPicture(marked)).toEqual({ code });
});

test.each([
  ['a file that is no picture', 'noPicture', new TextEncoder().encode('%PDF-1.7')],
  ['an empty file', 'noPicture', new Uint8Array()],
  ['a picture from elsewhere', 'noMark', picture],
  ['a picture of several faces', 'severalFaces', markPicture(picture, { model })],
  ['a picture that is cut off', 'damaged', marked.subarray(0, marked.length - 20)],
  [
    'a code with a wrong character',
    'damaged',
    markPicture(picture, { code: `${code.slice(0, -1)}-`, model }),
  ],
  ['a code of a later version', 'newer', markPicture(picture, { code: LATER, model })],
  ['a code of a later kind', 'newer', markPicture(picture, { code: sealed(0x14), model })],
] as const)('%s opens no face: %s', (_, problem, file) => {
  expect(codeInPicture(file)).toEqual({ problem });
});

test('a file with the z of a face has its code, and other JSON is no such file', () => {
  expect(codeInJson(JSON.stringify({ model, code, z: [0, 1] }))).toEqual({ code });
  expect(codeInJson(JSON.stringify({ model, code: LATER, z: [0, 1] }))).toEqual({ problem: 'newer' });
  expect(codeInJson(JSON.stringify({ model, code: 'EBor', z: [0, 1] }))).toEqual({ problem: 'damaged' });
  for (const other of [
    '',
    '{',
    'null',
    JSON.stringify({ code }),
    JSON.stringify({ dareka: 'favourites', codes: [] }),
  ]) {
    expect(codeInJson(other)).toBeNull();
  }
});
