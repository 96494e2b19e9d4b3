import { expect, test } from 'vitest';
import { parseTrainingHistory } from './training-history.ts';

const point = {
  step: 100,
  images: 6400,
  seconds: 12.5,
  lossDReal: 0.6,
  lossDFake: 0.5,
  lossG: 1.2,
  dReal: 0.7,
  dFakeBefore: 0.4,
  dFakeAfter: 0.3,
};

test('points and the steps of the film are the same after writing and reading', () => {
  const history = { points: [point], film: [0, 100] };
  expect(parseTrainingHistory(history)).toEqual(history);
});

test.each([
  [{ points: 3, film: [] }, 'points is 3, not Array'],
  [{ points: [{ ...point, lossG: null }], film: [] }, 'points.0.lossG is null, not number'],
  [null, 'all of it is null, not Object'],
])('a damaged history is refused by the name of its field: %j', (document, sentence) => {
  expect(() => parseTrainingHistory(document)).toThrow(sentence);
});
