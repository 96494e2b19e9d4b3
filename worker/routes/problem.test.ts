import { expect, test } from 'vitest';
import { PROBLEMS } from '../http/problem.ts';
import { expectProblem, fetchWorker } from '../testing/fetch-worker.ts';

test('every type of problem has a page with its meaning', async () => {
  for (const [name, { title, meaning }] of Object.entries(PROBLEMS)) {
    const response = await fetchWorker(`/problems/${name}`);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toContain(title);
    expect(text).toContain(meaning);
  }
  await expectProblem(await fetchWorker('/problems/nothing'), 404, 'not-found');
  await expectProblem(await fetchWorker('/problems/toString'), 404, 'not-found');
});
