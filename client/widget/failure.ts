/** What can go wrong in a widget: plain data, told by a `dareka-error` event, never by an exception in the host's page. */
import { EngineError, type Failure } from '@dareka/engine';
import { CodeError } from '../../latent/code.ts';

export type FaceFailure = {
  /**
   * `code`: the share code or the seed is none. `picture`: the site gave no picture of the face. `site`: it could not be
   * asked what models there are. `direction`: the model has no direction of an attribute's name. The others are the
   * engine's, which draws on the device.
   */
  readonly kind: 'code' | 'picture' | 'site' | 'direction' | Failure['kind'];
  /** The same in words, for a log. */
  readonly message: string;
};

/** An error that knows its kind. */
export class FaceError extends Error {
  readonly kind: FaceFailure['kind'];

  constructor(kind: FaceFailure['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Whatever was thrown, as a failure to tell. */
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
