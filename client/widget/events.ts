/** The events of a `<dareka-face>`. They bubble, out of shadow roots too. */
import type { Backend } from '@dareka/engine';
import type { FaceFailure } from './failure.ts';

export type DarekaFaceEvents = {
  /** The generator is on the device, and what is seen was drawn there: by which backend, and why by that one. */
  'dareka-ready': CustomEvent<{ code: string; backend: Backend; reason: string }>;
  /** The face is another one, and the page did not itself say which: after a hand, a random seed, a step of a walk. */
  'dareka-change': CustomEvent<{ code: string | null }>;
  /** Something failed. What was seen before still is. */
  'dareka-error': CustomEvent<FaceFailure>;
};
