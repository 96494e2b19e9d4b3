/** How large a body may be. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { WorkerEnv } from '../env.ts';
import { Problem } from './problem.ts';

/**
 * Reading a body stops at its limit, whatever its Content-Length says.
 *
 * @throws Problem `body-too-large`, or `invalid-request` for a body that was not sent to its end
 */
export function limitBody(maxBytes: number): MiddlewareHandler<WorkerEnv> {
  const readLimited = bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new Problem('body-too-large', `The body has more than ${maxBytes} bytes.`);
    },
  });
  return async (c, next) => {
    try {
      return await readLimited(c, next);
    } catch (error) {
      if (error instanceof Problem) {
        throw error;
      }
      // What later handlers throw does not arrive here, only a body that cannot be read.
      throw new Problem('invalid-request', 'body: was not sent to its end.', { cause: error });
    }
  };
}
