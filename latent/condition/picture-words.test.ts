import { describe, expect, it } from 'vitest';
import { latentFace, seedFace } from '../face.ts';
import { classOfSeed } from './condition.ts';
import { classNameOf, faceWords, pictureWords } from './picture-words.ts';

const PEOPLE = { latentSize: 2 };

/** A model with two numbers of z, and equally many pictures of each class. */
function model(name: string, classes: string[]) {
  const frequencies = classes.map(() => 1 / classes.length);
  return {
    latentSize: 2 + classes.length,
    condition: { name, classes, frequencies, way: 'concat' as const },
  };
}

const DIGITS = model('digit', ['7', '8']);
const GARMENTS = model('garment', ['shirt', 'coat']);

const between = latentFace('aaaaaa', Float32Array.of(0, 0, 0.5, 0.5));
const ofSecond = latentFace('aaaaaa', Float32Array.of(0, 0, 0, 1));

describe('the class of a face', () => {
  it('is the chosen one, or the one that its seed draws, or that of its y', () => {
    const { classes, frequencies } = DIGITS.condition;
    expect(classNameOf(seedFace('aaaaaa', 5, [], 1), DIGITS)).toBe('8');
    for (const seed of [1, 2, 3, 4]) {
      expect(classNameOf(seedFace('aaaaaa', seed), DIGITS)).toBe(classes[classOfSeed(seed, frequencies)]);
    }
    expect(classNameOf(ofSecond, DIGITS)).toBe('8');
  });

  it('is null between classes, and undefined where the model has none', () => {
    expect(classNameOf(between, DIGITS)).toBeNull();
    expect(classNameOf(seedFace('aaaaaa', 5), PEOPLE)).toBeUndefined();
  });
});

describe('a picture is called', () => {
  it('someone, where the model draws people', () => {
    expect(faceWords(seedFace('aaaaaa', 5), PEOPLE, 'en')).toEqual({
      title: 'Someone who does not exist',
      alt: 'A made-up face of someone who does not exist',
    });
    expect(faceWords(seedFace('aaaaaa', 5), PEOPLE, 'ja').title).toBe('どこにもいない人');
  });

  it('by its class, where the model draws signs', () => {
    const eight = seedFace('aaaaaa', 5, [], 1);
    expect(faceWords(eight, DIGITS, 'en')).toEqual({
      title: 'An 8 that nobody wrote',
      alt: 'A picture of an 8 that nobody wrote',
    });
    expect(faceWords(eight, DIGITS, 'ja').title).toBe('誰も書いていない「8」');
    expect(faceWords(between, DIGITS, 'en').title).toBe('A digit that nobody wrote');
    expect(faceWords(between, DIGITS, 'ja').title).toBe('誰も書いていない数字');
  });

  it('made up, where the model draws things, of a class, between two, and any', () => {
    const coat = seedFace('aaaaaa', 5, [], 1);
    expect(faceWords(coat, GARMENTS, 'en')).toEqual({
      title: 'A made-up picture: coat',
      alt: 'A made-up picture, garment coat',
    });
    expect(faceWords(between, GARMENTS, 'en').alt).toBe('A made-up picture, garment between classes');
    expect(pictureWords(GARMENTS, 'en').alt).toBe('A made-up picture, garment');
    expect(faceWords(coat, GARMENTS, 'ja').alt).toBe('実在しないものの画像、coat');
    expect(faceWords(between, GARMENTS, 'ja').alt).toBe('実在しないものの画像、クラスの中間');
    expect(pictureWords(GARMENTS, 'ja').alt).toBe('実在しないものの画像');
  });
});
