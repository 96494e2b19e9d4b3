import { expect, test } from 'vitest';
import { createProgressTracker, type Progress } from './progress.ts';

function recorded() {
  const reports: Progress[] = [];
  return { reports, tracker: createProgressTracker((progress) => reports.push(progress)) };
}

test('several downloads add up to one fraction', () => {
  const { reports, tracker } = recorded();
  const first = tracker.addDownload(300);
  const second = tracker.addDownload(100);
  first(150);
  second(50);
  expect(reports.at(-1)).toEqual({ stage: 'downloading', fraction: 0.45, loaded: 200, total: 400 });
});

test('the fraction never falls, and ends at 1', () => {
  const { reports, tracker } = recorded();
  const first = tracker.addDownload(100);
  first(100);
  tracker.addDownload(900)(1);
  tracker.starting();
  first(100);
  tracker.checking();
  tracker.ready();
  const fractions = reports.map(({ fraction }) => fraction);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(reports.at(-1)).toEqual({ stage: 'ready', fraction: 1 });
});

test('a file that is longer than declared counts as complete, and not as more', () => {
  const { reports, tracker } = recorded();
  tracker.addDownload(10)(99);
  expect(reports.at(-1)).toMatchObject({ loaded: 10, total: 10 });
});
