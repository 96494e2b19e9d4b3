/** How a training that fails tells what is left of it. */
import { Diverged } from './divergence.ts';

/** An error that ended a training, and the checkpoint that it can go on from. */
export class TrainingFailed extends Error {
  readonly checkpoint: string | undefined;

  constructor(cause: unknown, rollbacks: number, checkpoint: string | undefined) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const left =
      checkpoint === undefined
        ? 'there is no checkpoint yet'
        : `the last good checkpoint stays: ${checkpoint}`;
    const advice =
      rollbacks === 0
        ? 'lower generatorRate and discriminatorRate in a new run, or write --on-diverge rollback to go on from it with other latents'
        : `it went back ${rollbacks} times; lower generatorRate and discriminatorRate in a new run`;
    super([reason, left, ...(cause instanceof Diverged ? [advice] : [])].join('\n'), {
      cause: cause instanceof Error ? cause.cause : cause,
    });
    this.checkpoint = checkpoint;
  }
}
