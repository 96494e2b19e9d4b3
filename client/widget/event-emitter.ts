/** Dispatches the events of one widget. */

import type { EngineError } from '@dareka/engine';
import type { DarekaFaceEvents } from './events.ts';
import { type FaceFailure, isEngineError, toFaceFailure } from './failure.ts';

export type EventEmitter = {
  ready(detail: object): void;
  /** Dispatches `dareka-change` where the page does not know this code yet; for a user's action `input` and `change`, too. */
  changed(code: string | null, byUser: boolean): void;
  /** The page set this code itself, so it is not told of it. */
  setKnown(code: string | null): void;
  /** Dispatches `dareka-error`: at once, or, for an error of the engine, once its reason is known. */
  failed(error: unknown): Promise<void>;
};

/** @param explain gives an error of the engine its reason */
export function createEventEmitter(
  host: HTMLElement,
  explain: (error: EngineError) => Promise<FaceFailure>,
): EventEmitter {
  let known: string | null = null;
  let lastError: unknown;
  let reported = Promise.resolve();

  function emit(type: keyof DarekaFaceEvents, detail: object): void {
    host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  async function report(error: unknown): Promise<void> {
    emit('dareka-error', isEngineError(error) ? await explain(error) : toFaceFailure(error));
  }

  return {
    ready: (detail) => emit('dareka-ready', detail),
    changed(code, byUser) {
      if (code === known) {
        return;
      }
      known = code;
      emit('dareka-change', { code });
      if (byUser) {
        host.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        host.dispatchEvent(new Event('change', { bubbles: true }));
      }
    },
    setKnown(code) {
      known = code;
    },
    failed(error) {
      // Several calls may wait for the same drawing, and each of them rejects.
      if (error !== lastError) {
        lastError = error;
        reported = report(error);
      }
      return reported;
    },
  };
}
