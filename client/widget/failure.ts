/** Failures of a widget: plain data in a `dareka-error` event, never an exception in the host's page. */
import { EngineError, type Failure } from '@dareka/engine';
import { CodeError } from '../../latent/code.ts';

export type FaceFailure = {
  /**
   * - `code`: the share code or the seed is invalid
   * - `picture`: the site's picture of the face could not be loaded
   * - `site`: the list of models, a manifest or directions could not be fetched
   * - `direction`: the model has no direction of an attribute's name
   * - all others come from the engine, which draws on the device
   */
  readonly kind: 'code' | 'picture' | 'site' | 'direction' | Failure['kind'];
  /** A sentence for a log. */
  readonly message: string;
};

/** A failure as an exception. */
export class FaceError extends Error {
  readonly kind: FaceFailure['kind'];

  constructor(kind: FaceFailure['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** The failure of anything that was thrown. */
export function toFaceFailure(error: unknown): FaceFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof FaceError) {
    return { kind: error.kind, message };
  }
  if (error instanceof EngineError) {
    return { kind: error.failure.kind, message };
  }
  if (error instanceof CodeError || error instanceof RangeError) {
    return { kind: 'code', message };
  }
  return { kind: 'internal', message };
}
