import { describe, expect, test } from 'vitest';
import { createBackpressure } from './backpressure.ts';

/** One that counts how often the page was asked. */
function counted() {
  let asked = 0;
  const backpressure = createBackpressure(() => {
    asked++;
  });
  return { backpressure, asked: () => asked };
}

describe('a training waits until the page has shown what was reported', () => {
  test('not at all where nothing was', async () => {
    const { backpressure, asked } = counted();
    await backpressure.whenShown();
    backpressure.reported();
    const waited = backpressure.whenShown();
    backpressure.shown();
    await waited;
    await backpressure.whenShown();
    expect(asked()).toBe(1);
  });

  test('and no longer', async () => {
    const { backpressure } = counted();
    backpressure.reported();
    let goesOn = false;
    const waited = backpressure.whenShown().then(() => {
      goesOn = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(goesOn).toBe(false);
    backpressure.shown();
    await waited;
    expect(goesOn).toBe(true);
  });

  test('but not for a page that does not answer, or answers late', async () => {
    const { backpressure, asked } = counted();
    backpressure.reported();
    await backpressure.whenShown();
    backpressure.shown();
    backpressure.reported();
    await backpressure.whenShown();
    expect(asked()).toBe(2);
  });
});
