import { expect, it } from 'vitest';
import { expectMeasurableSide } from './choose-protocol.ts';

it('faces too small to be looked at close up are refused, with what can be measured of them', () => {
  expect(() => expectMeasurableSide(32, 'faces-3', 'write --protocol pictures-1')).toThrow(
    'faces of side 32 cannot be measured, only of 64, 128, 256, …; write --protocol pictures-1',
  );
  expect(() => expectMeasurableSide(96, 'faces-2', '')).toThrow('faces of side 96');
  for (const side of [64, 256]) {
    expectMeasurableSide(side, 'faces-3', '');
  }
  expectMeasurableSide(32, 'pictures-1', '');
  expectMeasurableSide(16, 'faces-1', '');
});
