/** What can go wrong in the engine, as plain data: an Error's fields would be lost between the worker and the page. */
import type { Backend } from './backend.ts';

export type Failure =
  /** No answer (status null), or an answer other than 2xx. */
  | { kind: 'network'; url: string; status: number | null }
  /** A file whose SHA-256 is not the one its manifest promises. */
  | { kind: 'integrity'; file: string; expected: string; actual: string }
  /** A file that is complete but does not follow its format. */
  | { kind: 'format'; file: string; detail: string }
  /** No model has this tag. */
  | { kind: 'model'; tag: string }
  /** The model lacks something that the face needs: a direction, or a latent of that length. */
  | { kind: 'face'; detail: string }
  /** The backend could not start, or stopped working. */
  | { kind: 'backend'; backend: Backend; detail: string }
  /** The backend draws other pixels than the published ones; `worst` is the largest difference, in 1/255. */
  | { kind: 'probe'; backend: Backend; worst: number }
  /** The page is not a secure context, where browsers offer no SHA-256. */
  | { kind: 'insecure' }
  /** The worker failed: a defect of the engine, or the device ran out of memory. */
  | { kind: 'internal'; detail: string };

/** The one error that the engine throws, apart from the reason of an AbortSignal. */
export class EngineError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(describe(failure), options);
    this.name = 'EngineError';
    this.failure = failure;
  }
}

/** The error as plain data. */
export function toFailure(error: unknown): Failure {
  return error instanceof EngineError ? error.failure : { kind: 'internal', detail: messageOf(error) };
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function describe(failure: Failure): string {
  switch (failure.kind) {
    case 'network':
      return failure.status === null
        ? `${failure.url} could not be reached`
        : `${failure.url} answered with status ${failure.status}`;
    case 'integrity':
      return `${failure.file} has SHA-256 ${failure.actual}, but its manifest says ${failure.expected}`;
    case 'format':
      return `${failure.file}: ${failure.detail}`;
    case 'model':
      return `no published model has the tag ${failure.tag}`;
    case 'face':
      return failure.detail;
    case 'backend':
      return `${failure.backend}: ${failure.detail}`;
    case 'probe':
      return `${failure.backend} draws the probe face ${failure.worst}/255 off, where 2/255 are allowed`;
    case 'insecure':
      return 'the engine needs a secure context (https, or localhost)';
    case 'internal':
      return failure.detail;
  }
}
