/** Walks a widget's face from seed to seed, at the positions set. */
import { noiseSize } from '../../latent/condition/condition.ts';
import { type Face, latentFace } from '../../latent/face.ts';
import { anotherFace } from './attributes.ts';
import type { FaceState } from './face-state.ts';
import type { Live } from './live.ts';
import type { LiveSubject } from './live-drawing.ts';

export type FaceWalkSteps = {
  draw(subject: LiveSubject): Promise<void>;
  /** Whether the face at which the walk stops is to be dropped. */
  isDropped(): boolean;
  /** The walk has arrived at a face, which is the widget's face now. */
  onArrived(): void;
};

/** @returns resolves when it has stopped; the face is then where it stopped, and `update` computes it */
export async function walkFrom(
  first: Face,
  faces: FaceState,
  { engine, walkFaces }: Live,
  { draw, isDropped, onArrived }: FaceWalkSteps,
  signal: AbortSignal,
): Promise<void> {
  const { model } = first;
  const stoppedAt = await walkFaces(
    {
      from: await engine.latent(first),
      noise: noiseSize(await engine.load(model)),
      async next() {
        const base = anotherFace(first, model);
        const face = await faces.moved(base);
        return { base, face, z: await engine.latent(face) };
      },
      draw: (z) => draw({ model, z }),
      onArrived({ base, face }) {
        if (!isDropped()) {
          faces.setMoved(base, face);
          onArrived();
        }
      },
    },
    signal,
  );
  if (stoppedAt !== null && !isDropped()) {
    // This z includes the positions.
    faces.clearPositions();
    faces.setBase(latentFace(model, stoppedAt));
  }
}
