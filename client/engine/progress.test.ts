import { expect, test } from 'vitest';
import { createTally, type Progress } from './progress.ts';

function recorded() {
  const reports: Progress[] = [];
  return { reports, tally: createTally((progress) => reports.push(progress)) };
}

test('several downloads add up to one fraction', () => {
  const { reports, tally } = recorded();
  const first = tally.expect(300);
  const second = tally.expect(100);
  first(150);
  second(50);
  expect(reports.at(-1)).toEqual({ stage: 'downloading', fraction: 0.45, loaded: 200, total: 400 });
});

test('the fraction never falls, and ends at 1', () => {
  const { reports, tally } = recorded();
  const first = tally.expect(100);
  first(100);
  tally.expect(900)(1);
  tally.starting();
  first(100);
  tally.checking();
  tally.ready();
  const fractions = reports.map(({ fraction }) => fraction);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(reports.at(-1)).toEqual({ stage: 'ready', fraction: 1 });
});

test('a file that is longer than promised counts as whole, not as more', () => {
  const { reports, tally } = recorded();
  tally.expect(10)(99);
  expect(reports.at(-1)).toMatchObject({ loaded: 10, total: 10 });
});
