import { expect, test } from 'vitest';
import { latentFace, seedFace } from '../../latent/face.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import { canDraw, formatFaces, parseFaces } from './face-list.ts';
import type { PageModel } from './models/page-model.ts';

const model: PageModel = {
  manifest: {} as Manifest,
  tag: '00aa11',
  latentSize: 4,
  truncation: 0.9,
  typical: null,
  directions: [new Float32Array(4)],
  fileUrl: () => null,
};
const faces = [seedFace(model.tag, 7), latentFace(model.tag, Float32Array.of(1, -1, 0.5, 0))];

test('a list of faces is read back as it was written, and damaged codes are left out', () => {
  expect(parseFaces(formatFaces(faces))).toEqual(faces);
  expect(parseFaces(`nobody.${formatFaces(faces)}.`)).toEqual(faces);
  expect(parseFaces('')).toEqual([]);
});

test('a model can draw only its own faces, with directions and a latent size that it has', () => {
  expect(faces.every((face) => canDraw(face, model))).toBe(true);
  expect(canDraw(seedFace('ffffff', 7), model)).toBe(false);
  expect(canDraw(seedFace(model.tag, 7, [{ direction: 1, amount: 1 }]), model)).toBe(false);
  expect(canDraw(latentFace(model.tag, new Float32Array(5)), model)).toBe(false);
});
