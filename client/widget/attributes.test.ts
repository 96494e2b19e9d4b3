import { expect, test } from 'vitest';
import { CodeError, encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { changedPositions, faceFromAttributes, isSameFace, readAttributes } from './attributes.ts';
import { FaceError } from './failure.ts';

/** Reads attributes as of an element that has them. */
function read(attributes: Readonly<Record<string, string>>) {
  return readAttributes({
    getAttribute: (name) => attributes[name] ?? null,
    hasAttribute: (name) => name in attributes,
    getAttributeNames: () => Object.keys(attributes),
  });
}

function noDefaultTag() {
  return Promise.reject(new Error('the default model is not needed'));
}

test('attributes that hold a number are positions of directions, except those of HTML and of the widget', () => {
  const { positions } = read({
    smile: '0.5',
    'mouth-open': ' -1 ',
    mouthopen2: 'wide',
    'data-id': '3',
    'aria-level': '2',
    tabindex: '0',
    seed: '7',
    size: '128',
    _ngcontent: '4',
    'ng-reflect-size': '4',
    'x-level': '1',
    'hx:swap': '1',
    width: '200',
    height: '200',
    maxlength: '10',
    age: '',
  });
  expect(Object.fromEntries(positions)).toEqual({ smile: 0.5, mouthopen: -1 });
});

test('a code precedes a seed, a seed precedes random, and without any of them there is no face', async () => {
  const face = seedFace('1a2b3c', 42);
  const code = encodeFace(face);
  expect(faceFromAttributes(read({ code, seed: '7', random: '' }), noDefaultTag)).toEqual(face);
  expect(await faceFromAttributes(read({ seed: '7', random: '' }), async () => '1a2b3c')).toEqual(
    seedFace('1a2b3c', 7),
  );
  expect(faceFromAttributes(read({ seed: '7', model: 'ffffff' }), noDefaultTag)).toEqual(
    seedFace('ffffff', 7),
  );
  const [one, other] = [1, 2].map(() =>
    faceFromAttributes(read({ random: '', model: 'ffffff' }), noDefaultTag),
  );
  expect(one).not.toEqual(other);
  expect(faceFromAttributes(read({ smile: '1' }), noDefaultTag)).toBeNull();
});

test('a damaged code, a seed that is not an integer and an invalid tag are refused', () => {
  expect(() => faceFromAttributes(read({ code: 'nonsense!' }), noDefaultTag)).toThrow(CodeError);
  expect(() => faceFromAttributes(read({ seed: '1.5' }), noDefaultTag)).toThrow(FaceError);
  expect(() => faceFromAttributes(read({ seed: '1', model: 'face' }), noDefaultTag)).toThrow(RangeError);
});

test('changed positions do not change the face, and a removed attribute leaves its direction to the face', () => {
  const before = read({ seed: '1', smile: '0.5', age: '1', turn: '1' });
  const after = read({ seed: '1', smile: '0.75', turn: '1', nod: '0' });
  expect(isSameFace(after, before)).toBe(true);
  expect(isSameFace(read({ seed: '2' }), before)).toBe(false);
  expect(Object.fromEntries(changedPositions(after, before))).toEqual({ age: null, smile: 0.75, nod: 0 });
});
