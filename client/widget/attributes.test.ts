import { expect, test } from 'vitest';
import { CodeError, encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { changedPositions, faceFromAttributes, isSameFace, readAttributes } from './attributes.ts';
import { FaceError } from './failure.ts';

/** What the attributes of an element ask for. */
function wish(attributes: Readonly<Record<string, string>>) {
  return readAttributes({
    getAttribute: (name) => attributes[name] ?? null,
    hasAttribute: (name) => name in attributes,
    getAttributeNames: () => Object.keys(attributes),
  });
}

function nobody() {
  return Promise.reject(new Error('nobody should have asked'));
}

test('attributes with a number are dials, however their name is spelled; those of HTML and the widget are not', () => {
  const { positions } = wish({
    smile: '0.5',
    'mouth-open': ' -1 ',
    mouthopen2: 'wide',
    'data-id': '3',
    'aria-level': '2',
    tabindex: '0',
    seed: '7',
    size: '128',
    _ngcontent: '4',
    age: '',
  });
  expect(Object.fromEntries(positions)).toEqual({ smile: 0.5, mouthopen: -1 });
});

test('a code goes before a seed, a seed before chance; of nothing comes nothing', async () => {
  const face = seedFace('1a2b3c', 42);
  const code = encodeFace(face);
  expect(faceFromAttributes(wish({ code, seed: '7', random: '' }), nobody)).toEqual(face);
  expect(await faceFromAttributes(wish({ seed: '7', random: '' }), async () => '1a2b3c')).toEqual(
    seedFace('1a2b3c', 7),
  );
  expect(faceFromAttributes(wish({ seed: '7', model: 'ffffff' }), nobody)).toEqual(seedFace('ffffff', 7));
  const [one, other] = [1, 2].map(() => faceFromAttributes(wish({ random: '', model: 'ffffff' }), nobody));
  expect(one).not.toEqual(other);
  expect(faceFromAttributes(wish({ smile: '1' }), nobody)).toBeNull();
});

test('what is no face is refused: a damaged code, half a seed, a tag that is none', () => {
  expect(() => faceFromAttributes(wish({ code: 'nonsense!' }), nobody)).toThrow(CodeError);
  expect(() => faceFromAttributes(wish({ seed: '1.5' }), nobody)).toThrow(FaceError);
  expect(() => faceFromAttributes(wish({ seed: '1', model: 'face' }), nobody)).toThrow(RangeError);
});

test('a change of dials leaves the face; one that is gone is let go', () => {
  const before = wish({ seed: '1', smile: '0.5', age: '1', turn: '1' });
  const after = wish({ seed: '1', smile: '0.75', turn: '1', nod: '0' });
  expect(isSameFace(after, before)).toBe(true);
  expect(isSameFace(wish({ seed: '2' }), before)).toBe(false);
  expect(Object.fromEntries(changedPositions(after, before))).toEqual({ age: null, smile: 0.75, nod: 0 });
});
