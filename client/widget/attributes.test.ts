import { expect, test } from 'vitest';
import { CodeError, encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import {
  anotherFace,
  changedPositions,
  faceFromAttributes,
  isSameFace,
  readAttributes,
} from './attributes.ts';
import { avatarPicture } from './avatar.ts';
import { FaceError } from './failure.ts';

/** Reads attributes as of an element that has them. */
function read(attributes: Readonly<Record<string, string>>) {
  return readAttributes({
    getAttribute: (name) => attributes[name] ?? null,
    hasAttribute: (name) => name in attributes,
    getAttributeNames: () => Object.keys(attributes),
  });
}

function refuse() {
  return Promise.reject(new Error('nothing has to be fetched'));
}
const noSite = { defaultTag: refuse, avatarFace: refuse, classOf: refuse };

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
  expect(faceFromAttributes(read({ code, seed: '7', random: '' }), noSite)).toEqual(face);
  expect(
    await faceFromAttributes(read({ seed: '7', random: '' }), {
      ...noSite,
      defaultTag: async () => '1a2b3c',
    }),
  ).toEqual(seedFace('1a2b3c', 7));
  expect(faceFromAttributes(read({ seed: '7', model: 'ffffff' }), noSite)).toEqual(seedFace('ffffff', 7));
  const [one, other] = [1, 2].map(() => faceFromAttributes(read({ random: '', model: 'ffffff' }), noSite));
  expect(one).not.toEqual(other);
  expect(faceFromAttributes(read({ smile: '1' }), noSite)).toBeNull();
});

test('a class goes to the face of a seed, a random one or a name, and another one is another face', async () => {
  const site = { ...noSite, classOf: async (_: string, name: string) => ['0', '7'].indexOf(name) };
  const seven = { model: 'ffffff', 'of-class': '7' };
  expect(await faceFromAttributes(read({ ...seven, seed: '7' }), site)).toEqual(seedFace('ffffff', 7, [], 1));
  const random = await faceFromAttributes(read({ ...seven, random: '' }), site);
  expect(random).toMatchObject({ kind: 'seed', class: 1 });
  expect(anotherFace(random, 'ffffff')).toMatchObject({ kind: 'seed', class: 1 });
  const named = read({ ...seven, avatar: 'alice', class: 'round' });
  expect(Object.fromEntries(named.avatar?.traits ?? [])).toEqual({ class: '7' });
  expect(named.positions.size + named.stray.length).toBe(0);
  expect(isSameFace(read({ ...seven, seed: '7' }), read({ ...seven, seed: '7', 'of-class': '0' }))).toBe(
    false,
  );
});

test('a damaged code, a seed that is not an integer and an invalid tag are refused', () => {
  expect(() => faceFromAttributes(read({ code: 'nonsense!' }), noSite)).toThrow(CodeError);
  expect(() => faceFromAttributes(read({ seed: '1.5' }), noSite)).toThrow(FaceError);
  expect(() => faceFromAttributes(read({ seed: '1', model: 'face' }), noSite)).toThrow(RangeError);
});

test('changed positions do not change the face, and a removed attribute leaves its direction to the face', () => {
  const before = read({ seed: '1', smile: '0.5', age: '1', turn: '1' });
  const after = read({ seed: '1', smile: '0.75', turn: '1', nod: '0' });
  expect(isSameFace(after, before)).toBe(true);
  expect(isSameFace(read({ seed: '2' }), before)).toBe(false);
  expect(Object.fromEntries(changedPositions(after, before))).toEqual({ age: null, smile: 0.75, nod: 0 });
});

test('with a name, attributes of traits are traits in every spelling; without one their numbers are positions', () => {
  const attributes = {
    age: 'old',
    glasses: '',
    hat: 'true',
    beard: 'false',
    'hair-length': 'long',
    smile: '0.5',
    haircolor: 'dark',
  };
  const { avatar, positions } = read({
    ...attributes,
    avatar: ' Zoë/.. ',
    model: '1a2b3c',
    'cheek-bones': '1',
  });
  expect(avatar?.name).toBe('Zoë/..');
  expect(Object.fromEntries(avatar?.traits ?? [])).toEqual({
    age: 'old',
    glasses: 'yes',
    hat: 'yes',
    hair: 'long',
    smile: '0.5',
    hairColor: 'dark',
  });
  expect(Object.fromEntries(positions)).toEqual({ cheekbones: 1 });
  expect(avatar && avatarPicture(avatar)).toBe(
    'a/v1/Zo%C3%AB%2F...webp?age=old&glasses=yes&hat=yes&hair=long&smile=0.5&hairColor=dark&model=1a2b3c',
  );
  expect(read(attributes).avatar).toBeNull();
  expect(Object.fromEntries(read(attributes).positions)).toEqual({ smile: 0.5 });
});

test('words of traits without an avatar are told apart, except what frameworks write for none', () => {
  const { stray } = read({ age: 'old', glasses: '', beard: 'false', smile: '0.5', width: '3', title: 'old' });
  expect(stray).toEqual(['age="old"', 'glasses=""']);
  expect(read({ avatar: 'alice', age: 'old' }).stray).toEqual([]);
});

test('a name precedes a seed, a code precedes a name, and another trait is another face', async () => {
  const face = seedFace('1a2b3c', 42);
  const site = { ...noSite, avatarFace: async () => face };
  expect(await faceFromAttributes(read({ avatar: 'alice', seed: '7', random: '' }), site)).toBe(face);
  expect(faceFromAttributes(read({ avatar: 'alice', code: encodeFace(face) }), noSite)).toEqual(face);
  expect(faceFromAttributes(read({ avatar: '' }), noSite)).toBeNull();
  const alice = read({ avatar: 'alice', age: 'old' });
  expect(isSameFace(alice, read({ avatar: 'alice', age: 'old' }))).toBe(true);
  expect(isSameFace(alice, read({ avatar: 'alice', age: 'young' }))).toBe(false);
  expect(isSameFace(alice, read({ avatar: 'bob', age: 'old' }))).toBe(false);
});

test('a name with half a surrogate pair is refused', () => {
  const { avatar } = read({ avatar: '\ud800' });
  expect(() => avatar && avatarPicture(avatar)).toThrow(FaceError);
});
