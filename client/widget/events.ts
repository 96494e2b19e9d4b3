/** The events of a `<dareka-face>`. They bubble, out of shadow roots too. */
import type { Backend } from '@dareka/engine';
import type { FaceFailure } from './failure.ts';

export type DarekaFaceEvents = {
  /** The face was drawn on the device; `reason` says why by this backend. */
  'dareka-ready': CustomEvent<{ code: string; backend: Backend; reason: string }>;
  /** The face changed, and the page did not set it itself: a user's action, a random seed, a step of a walk. */
  'dareka-change': CustomEvent<{ code: string | null }>;
  /** Something failed. What was shown before stays, unless the attributes name another face, which could not be had: then there is none. */
  'dareka-error': CustomEvent<FaceFailure>;
};
