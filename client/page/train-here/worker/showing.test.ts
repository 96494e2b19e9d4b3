import { describe, expect, test } from 'vitest';
import { createShowing } from './showing.ts';

/** One that counts how often the page was asked. */
function counted() {
  let asked = 0;
  const showing = createShowing(() => {
    asked++;
  });
  return { showing, asked: () => asked };
}

describe('a training waits until the page has shown what was reported', () => {
  test('not at all where nothing was', async () => {
    const { showing, asked } = counted();
    await showing.whenShown();
    showing.reported();
    const waited = showing.whenShown();
    showing.shown();
    await waited;
    await showing.whenShown();
    expect(asked()).toBe(1);
  });

  test('and no longer', async () => {
    const { showing } = counted();
    showing.reported();
    let goesOn = false;
    const waited = showing.whenShown().then(() => {
      goesOn = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(goesOn).toBe(false);
    showing.shown();
    await waited;
    expect(goesOn).toBe(true);
  });

  test('but not for a page that does not answer, or answers late', async () => {
    const { showing, asked } = counted();
    showing.reported();
    await showing.whenShown();
    showing.shown();
    showing.reported();
    await showing.whenShown();
    expect(asked()).toBe(2);
  });
});
