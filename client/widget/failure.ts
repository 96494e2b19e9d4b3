/** Failures of a widget: plain data in a `dareka-error` event, never an exception in the host's page. */
import type { EngineError, Failure } from '@dareka/engine';
import { CodeError } from '../../latent/code/code.ts';

/**
 * Why something could not be fetched or started:
 *
 * - `offline`: the browser has no network
 * - `policy`: the page's content security policy forbids it
 * - `refused`: the site answered with an error status
 * - `timeout`: no answer in time
 * - `unreachable`: no answer at all, for another reason
 */
export type FailureReason = 'offline' | 'policy' | 'refused' | 'timeout' | 'unreachable';

export type FaceFailure = {
  /**
   * - `code`: the share code or the seed is invalid
   * - `attribute`: another attribute is invalid, such as a name or a trait
   * - `picture`: the site's picture of the face could not be loaded
   * - `site`: the list of models, a manifest or directions could not be fetched
   * - `direction`: the model has no direction of an attribute's name
   * - all others come from the engine, which draws on the device
   */
  readonly kind: 'code' | 'attribute' | 'picture' | 'site' | 'direction' | Failure['kind'];
  /** Null where none of them applies. */
  readonly reason: FailureReason | null;
  /** A sentence for a log. */
  readonly message: string;
};

/** A failure as an exception. */
export class FaceError extends Error {
  readonly kind: FaceFailure['kind'];
  readonly reason: FailureReason | null;
  /** The error status of the answer; null for none. */
  readonly status: number | null;
  /** How long the site asks to wait before the next request, in milliseconds. */
  readonly retryAfter: number | null;

  constructor(
    kind: FaceFailure['kind'],
    message: string,
    {
      reason,
      status,
      retryAfter,
      cause,
    }: Partial<Pick<FaceError, 'reason' | 'status' | 'retryAfter'>> & ErrorOptions = {},
  ) {
    super(message, { cause });
    this.kind = kind;
    this.reason = reason ?? null;
    this.status = status ?? null;
    this.retryAfter = retryAfter ?? null;
  }
}

/** Whether the engine has thrown it. Its class is not imported, since it is loaded on the first touch. */
export function isEngineError(error: unknown): error is EngineError {
  return error instanceof Error && 'failure' in error;
}

/** The failure of anything that was thrown by other code than the engine. */
export function toFaceFailure(error: unknown): FaceFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof FaceError) {
    return { kind: error.kind, reason: error.reason, message };
  }
  const isCode = error instanceof CodeError || error instanceof RangeError;
  return { kind: isCode ? 'code' : 'internal', reason: null, message };
}
