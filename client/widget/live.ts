/** Draws one widget's faces on the device, the newest alone: a finger moves faster than any device draws. */
import type { Engine } from '@dareka/engine';
import type { Face } from '../../latent/face.ts';

/** A face, or a z on the way from one to the next. */
export type Subject = Face | { readonly model: string; readonly z: Float32Array };

export type Live = {
  /**
   * Draws it, unless a newer one comes before its turn.
   *
   * @returns resolves when nothing is left to draw
   * @throws EngineError
   */
  draw(subject: Subject): Promise<void>;
  /** Drops what is left to draw. */
  stop(): void;
};

export function createLive(engine: () => Engine, paint: (picture: ImageData) => void): Live {
  let wanted: Subject | undefined;
  let running: Promise<void> | undefined;
  let abort = new AbortController();

  async function drawAll(signal: AbortSignal): Promise<void> {
    while (wanted !== undefined && !signal.aborted) {
      const subject = wanted;
      wanted = undefined;
      const faces = 'kind' in subject ? [subject] : { latents: [subject.z], model: subject.model };
      const [picture] = await engine().draw(faces, { signal });
      if (picture !== undefined && !signal.aborted) {
        paint(picture);
      }
    }
  }

  return {
    draw(subject) {
      wanted = subject;
      const { signal } = abort;
      running ??= drawAll(signal)
        .catch((error: unknown) => {
          wanted = undefined;
          if (!signal.aborted) {
            throw error;
          }
        })
        .finally(() => {
          if (!signal.aborted) {
            running = undefined;
          }
        });
      return running;
    },
    stop() {
      abort.abort();
      abort = new AbortController();
      wanted = undefined;
      running = undefined;
    },
  };
}
