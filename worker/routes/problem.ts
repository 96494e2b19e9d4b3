/** `GET /problems/NAME`: what the `type` of a problem means, in words. */
import * as v from 'valibot';
import { PROBLEMS, Problem, type ProblemKind } from '../http/problem.ts';
import { route } from '../route.ts';

export const getProblem = route({
  method: 'get',
  path: '/problems/:name',
  params: { name: v.string() },
  handle(c, { params: { name } }) {
    const kind = Object.entries<ProblemKind>(PROBLEMS).find(([known]) => known === name)?.[1];
    if (kind === undefined) {
      throw new Problem('not-found', `There is no kind of problem named ${name}.`);
    }
    return c.text(`${kind.title} (status ${kind.status})\n\n${kind.meaning}\n`);
  },
});
