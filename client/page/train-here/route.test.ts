import { describe, expect, it } from 'vitest';
import { formatTrainHereRoute, parseTrainHereRoute, type TrainHereRoute } from './route.ts';

const USUAL: TrainHereRoute = { set: 'portraits', run: null, scenario: null, settings: {} };
function parse(address: string): TrainHereRoute {
  return parseTrainHereRoute({ parts: address === '' ? [] : address.split('/') });
}

describe('the address of a training', () => {
  it('of the portraits with the usual settings has no parts', () => {
    expect(formatTrainHereRoute(USUAL)).toEqual([]);
    expect(parse('')).toEqual(USUAL);
  });

  it('names set, run, scenario and settings, and is read back', () => {
    const route: TrainHereRoute = {
      set: 'digits',
      run: 'mug-7f',
      scenario: 'collapse',
      settings: {
        resolution: 16,
        generatorRate: 2e-7,
        beta1: 0.5,
        loss: 'hinge',
        r1Weight: 0,
        augmentColour: true,
        discriminatorNorm: 'batch',
        seed: 7,
      },
    };
    const parts = formatTrainHereRoute(route);
    expect(parts.join('/')).toBe(
      'digits/run=mug-7f/scenario=collapse/resolution=16/generatorRate=2e-7/beta1=0.5/loss=hinge/r1Weight=0/augmentColour=true/discriminatorNorm=batch/seed=7',
    );
    expect(parseTrainHereRoute({ parts })).toEqual(route);
  });

  it.each([
    ['a set that is not known', 'horses'],
    ['a key that is not known', 'speed=3'],
    ['a key of recipes that is no setting', 'latentSize=8'],
    ['a word in place of a number', 'batch=many'],
    ['an empty value', 'batch='],
    ['a value out of range', 'beta1=2'],
    ['a side that a recipe may have and a page may not', 'resolution=256'],
    ['a loss that is not known', 'loss=constructor'],
    ['a run with signs', 'run=a.b'],
    ['a key of objects', '__proto__=1'],
  ])('ignores %s, and keeps it', (_, part) => {
    const route: TrainHereRoute = { ...USUAL, settings: { seed: 3 }, ignored: [part] };
    expect(parse(`${part}/seed=3`)).toEqual(route);
    expect(formatTrainHereRoute(route)).toEqual(['seed=3', part]);
  });

  it('has one run only, and the projector after what is ignored', () => {
    const route: TrainHereRoute = { ...USUAL, run: 'mug', projector: true, ignored: ['run=a.b', 'size=7'] };
    const parts = formatTrainHereRoute(route);
    expect(parts).toEqual(['run=mug', 'size=7', 'projector']);
    expect(parseTrainHereRoute({ parts })).toEqual({ ...route, ignored: ['size=7'] });
  });
});
