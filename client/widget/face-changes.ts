/** Changes to the face by a user or a method: each ends a walk, changes the face and shows it. */
import { directionKey } from '../../latent/traits/direction-name.ts';
import { type FaceState, indexOfDirection } from './face-state.ts';
import type { Generator } from './generator.ts';
import type { ModelInfo } from './model-info.ts';
import { PITCH, YAW } from './turn-gestures.ts';
import type { Walking } from './walking.ts';

export type FaceChanges = {
  /** Resolves when the code of the last change is known. */
  readonly known: Promise<unknown>;
  /** @param replaces whether nothing of the former face stays */
  make(change: () => unknown, replaces?: boolean): Promise<void>;
  setPosition(direction: string, position: number): Promise<void>;
  /** Turns the head by distances along the directions of the model. */
  turn(yaw: number, pitch: number): Promise<void>;
};

export type FaceChangesOptions = {
  readonly faces: FaceState;
  readonly walking: Walking;
  readonly generator: Pick<Generator, 'on' | 'start'>;
  /** Resolves when the face that the page asked for is shown. */
  settled(): Promise<void>;
  display(): Promise<void>;
  /** @throws FaceError where there is no face */
  model(): Promise<ModelInfo>;
};

export function createFaceChanges({
  faces,
  walking,
  generator,
  settled,
  display,
  model,
}: FaceChangesOptions): FaceChanges {
  let known: Promise<unknown> = Promise.resolve();

  async function make(change: () => unknown, replaces = false): Promise<void> {
    const updated = (async () => {
      await walking.end(replaces);
      await settled();
      await change();
      return faces.update();
    })();
    known = updated.catch(() => {});
    if (await updated) {
      await display();
    }
  }

  async function turnBy(yaw: number, pitch: number): Promise<void> {
    await generator.start();
    const info = await model();
    for (const [keys, distance] of [
      [YAW, yaw],
      [PITCH, pitch],
    ] as const) {
      const index = indexOfDirection(info, keys);
      const key = directionKey(info.directions[index]?.name ?? keys[0]);
      // For a model without these directions only the missing yaw is reported.
      if (index >= 0 || keys === YAW) {
        faces.setPosition(key, faces.position(info, index) + distance);
      }
    }
  }

  return {
    get known() {
      return known;
    },
    make,
    setPosition: (direction, position) => make(() => faces.setPosition(directionKey(direction), position)),
    async turn(yaw, pitch) {
      // Only the generator can turn a head.
      if (generator.on) {
        await make(() => turnBy(yaw, pitch));
      }
    },
  };
}
