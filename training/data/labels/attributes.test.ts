import { describe, expect, it } from 'vitest';
import { LATENT_ATTRIBUTES } from '../../../gan/latent-attributes.ts';
import { ATTRIBUTES, type AttributeName, attributeReader } from './attributes.ts';

const labels = {
  gender: 0.2,
  age: 30,
  ethnicity: { african: 0.25, asian: 0, caucasian: 0.75 },
  smile: 0.5,
  mouth_open: 0,
  eyes_open: 1,
  glasses: 'sun',
  beard: 'goatee',
  hair: 'ponytail01',
  hair_colour: 'red',
  hair_rgb: [255, 0, 0],
  skin_rgb: [255, 255, 255],
  yaw: -20,
  pitch: 5,
  roll: 3,
  light_azimuth: 40,
  background_rgb: [0, 0, 0],
  hat: 'beanie',
  earrings: 'hoop',
};

function read(more: object, ...names: AttributeName[]): (number | undefined)[] {
  return attributeReader(names)({ ...labels, ...more }, 'x.png');
}

describe('attributes', () => {
  it('have the values that existing weights were trained with', () => {
    const names = Object.keys(ATTRIBUTES) as AttributeName[];
    const values = Object.fromEntries(names.map((name, i) => [name, read({}, ...names)[i]]));
    expect(values).toEqual({
      smile: 0.5,
      'mouth open': 0,
      'eyes open': 1,
      gender: 0.2,
      age: 30,
      glasses: 1,
      sunglasses: 1,
      'glasses rank': 2,
      beard: 0.7,
      'hair length': 0.5,
      'hair rank': 3,
      bald: 0,
      // CIE lightness of sRGB red is 53.24 of 100.
      'hair colour': expect.closeTo(0.5324, 3),
      'hair luma': expect.closeTo(0.2126 * 255, 9),
      'skin tone': expect.closeTo(1, 9),
      'skin luma': expect.closeTo(255, 9),
      turn: -20,
      nod: 5,
      tilt: 3,
      light: 40,
      african: 0.25,
      asian: 0,
      caucasian: 0.75,
      background: 0,
      'background luma': 0,
      hat: 1,
      earrings: 1,
      'earrings rank': 2,
    });
  });

  it('order an afro and a ponytail as the weights that use either scale do', () => {
    expect(read({ hair: 'afro01' }, 'hair length', 'hair rank')).toEqual([0.4, 4]);
    expect(read({ hair: 'mohawk' }, 'hair length', 'hair rank')).toEqual([undefined, undefined]);
  });

  it('of the hair of a bald person are unknown', () => {
    const bald = { hair: 'bald', hair_colour: 'none' };
    expect(read(bald, 'hair colour', 'hair luma', 'hair length', 'bald')).toEqual([
      undefined,
      undefined,
      0,
      1,
    ]);
  });

  it('of portraits without labels for hats and earrings are unknown', () => {
    const names = ['hat', 'earrings', 'earrings rank'] as const;
    expect(read({ hat: undefined, earrings: undefined }, ...names)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(read({ hat: 'none', earrings: 'none' }, ...names)).toEqual([0, 0, 0]);
    expect(() => read({ hat: 'crown' }, 'hat')).toThrow('hat');
  });

  it('tied to latents keep their places, which are part of trained weights', () => {
    expect(LATENT_ATTRIBUTES.indexOf('smile')).toBe(0);
    expect(LATENT_ATTRIBUTES.indexOf('background luma')).toBe(14);
    expect(LATENT_ATTRIBUTES.slice(15)).toEqual(['hat', 'earrings rank']);
  });

  it('need only the fields that they are computed from', () => {
    const { ethnicity: _, ...others } = labels;
    expect(attributeReader(LATENT_ATTRIBUTES)(others, 'x.png')).toHaveLength(LATENT_ATTRIBUTES.length);
    expect(() => attributeReader(['african'])(others, 'x.png')).toThrow('the labels of x.png: ethnicity: ');
    expect(() => attributeReader(['age'])(undefined, 'x.png')).toThrow('x.png has no labels');
  });
});
