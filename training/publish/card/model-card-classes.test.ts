import { expect, it } from 'vitest';
import type { Condition } from '../../../latent/condition/condition-schema.ts';
import { modelCardClasses } from './model-card-classes.ts';

const CONDITION: Condition = {
  name: 'hair',
  classes: ['long', 'short'],
  way: 'concat',
  frequencies: [0.25, 0.75],
};

it('the card has the classes with their shares, and what was measured of each', () => {
  expect(modelCardClasses(undefined)).toBe('');
  const plain = modelCardClasses(CONDITION);
  expect(plain).toContain('It draws the hair that it is asked for.');
  expect(plain).toContain('| hair | share |\n| --- | --- |\n| long | 25.0 % |\n| short | 75.0 % |');
  const measured = {
    reader: { learned: 2000, tested: 400, accuracy: 0.99 },
    samples: 500,
    accuracy: 0.95,
    byClass: [0.9, 1],
    realByClass: [0.98, 1],
    diversity: { drawn: [0.2, 0.3], real: [0.25, 0.31] },
  };
  const card = modelCardClasses({ ...CONDITION, measured });
  expect(card).toContain(
    'learned the classes from 2,000 pictures of the data. It reads 99.0 % of 400 others',
  );
  expect(card).toContain("**95.0 %** of the model's, 500 of each class");
  expect(card).toContain('| long | 25.0 % | 90.0 % | 98.0 % | 0.200 | 0.250 |');
});
