import { describe, expect, it } from 'vitest';
import { decodeFace, encodeFace } from '../../../latent/code/code.ts';
import { classOfSeed } from '../../../latent/condition/condition.ts';
import { latentFace, seedFace } from '../../../latent/face.ts';
import type { ConditionalManifest } from '../models/conditional-models.ts';
import { drawnInRoute, routeOfDrawn } from './conditional-route.ts';

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

function model(tag: string, classes: string[]): ConditionalManifest {
  const frequencies = classes.map(() => 1 / classes.length);
  return { tag, condition: { name: 'digit', classes, way: 'concat', frequencies } } as ConditionalManifest;
}

describe('what a route asks for', () => {
  const [newest, older] = [model('aaaaaa', DIGITS), model('bbbbbb', ['x', 'y'])] as const;
  const drawn = (code: string | null) => drawnInRoute({ code }, [newest, older], 5);
  const { frequencies } = newest.condition;

  it('is the seed, the class and the model of its code', () => {
    const wanted = { model: older, seed: 42, ofClass: 1 };
    expect(drawn(routeOfDrawn(wanted).code)).toEqual(wanted);
    expect(decodeFace(routeOfDrawn(wanted).code ?? '')).toEqual(seedFace('bbbbbb', 42, [], 1));
  });

  it('is of the newest model and of some class where the code does not say', () => {
    const own = (seed: number) => ({ model: newest, seed, ofClass: classOfSeed(seed, frequencies) });
    expect(drawn(null)).toEqual(own(5));
    expect(drawn('nonsense')).toEqual(own(5));
    expect(drawn(encodeFace(latentFace('aaaaaa', new Float32Array(12))))).toEqual(own(5));
    expect(drawn(encodeFace(seedFace('aaaaaa', 42)))).toEqual(own(42));
    expect(drawn(encodeFace(seedFace('cccccc', 42)))).toEqual(own(42));
    expect(drawn(encodeFace(seedFace('aaaaaa', 42, [], 10)))).toEqual(own(42));
  });
});
