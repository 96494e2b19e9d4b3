import { expect, test } from 'vitest';
import type { MetricPoint } from '../../training-metrics.ts';
import { createRunningSteps } from './running-steps.ts';
import type { BrowserTrainer } from './trainer.ts';

const BATCH = { real: new Float32Array(), classes: [] };

/** Steps whose metrics come when the test says so. */
function createSteps() {
  const answers: ((loss: number) => void)[] = [];
  const trainer = {
    step: () =>
      new Promise<MetricPoint>((resolve) => {
        const step = answers.length + 1;
        answers.push((loss) =>
          resolve({ step, lossDReal: loss, lossDFake: 0, lossG: 0, dReal: 0, dFakeBefore: 0 }),
        );
      }),
  } as unknown as BrowserTrainer;
  const seen: string[] = [];
  const running = createRunningSteps({
    trainer,
    onPoint: ({ step }) => seen.push(`point ${step}`),
    onDiverged: (step) => seen.push(`diverged ${step}`),
  });
  return { answers, seen, running };
}

test('metrics are told in the order of the steps, and no more than so many steps are left under way', async () => {
  const { answers, seen, running } = createSteps();
  for (let i = 0; i < 3; i++) {
    running.start(BATCH);
  }
  for (const answer of answers.toReversed()) {
    answer(0.5);
  }
  expect(await running.finish(1)).toBe(true);
  expect(seen).toEqual(['point 1', 'point 2']);
  expect(running.count).toBe(1);
  expect(await running.finish()).toBe(true);
  expect(seen.at(-1)).toBe('point 3');
});

test('a step that diverges is told, and those after it are dropped', async () => {
  const { answers, seen, running } = createSteps();
  for (let i = 0; i < 3; i++) {
    running.start(BATCH);
  }
  answers.forEach((answer, i) => {
    answer(i === 1 ? Number.NaN : 0.5);
  });
  expect(await running.finish()).toBe(false);
  expect(seen).toEqual(['point 1', 'diverged 2']);
  expect(running.count).toBe(0);
});
