/**
 * The face of one widget: a base face, moved to positions along directions. Computing it may take a request for the model,
 * so several changes may be under way at the same time; the latest wins.
 */
import { encodeFace } from '../../latent/code/code.ts';
import type { Face } from '../../latent/face.ts';
import { directionKey } from '../../latent/traits/direction-name.ts';
import { clamp, positionOf, withPositions } from './direction-controls.ts';
import { FaceError } from './failure.ts';
import type { Live } from './live.ts';
import type { ModelInfo } from './model-info.ts';
import type { FaceSite } from './site.ts';

export type FaceState = {
  /** The face as computed last; null for none. */
  readonly face: Face | null;
  /** Its share code. */
  readonly code: string | null;
  /** Why there is no base where `update` was to load one; null otherwise. */
  readonly failure: unknown;
  /** Whether `update` waits for a base. */
  readonly isLoading: boolean;
  /** Sets the base; `update` then computes the face. */
  setBase(base: Face | null): void;
  /** Sets a position by `directionKey`, null to leave it to the base; `update` then computes the face. */
  setPosition(key: string, position: number | null): void;
  clearPositions(): void;
  /** The position of a direction, by its index in the model. */
  position(model: ModelInfo, index: number): number;
  /**
   * Computes the face, synchronously where nothing has to be fetched.
   *
   * @param loadBase sets the base first: to what it returns, or to none where it fails
   * @returns false where a later update has begun meanwhile, and the face is left to that one
   */
  update(loadBase?: () => Face | null | Promise<Face>): Promise<boolean>;
  /**
   * The face of another base at the same positions.
   *
   * @throws as `withPositions`; FaceError where the model cannot be fetched
   */
  moved(base: Face): Face | Promise<Face>;
  /** Sets a base and the face that `moved` gave for it. */
  setMoved(base: Face, face: Face): void;
};

export type FaceStateEvents = {
  onFace(face: Face | null, before: Face | null): void;
  /** A position of a direction that the model does not have is an error, once, and then ignored. */
  onError(error: unknown): void;
};

/** The index of the direction that has one of these keys, or −1. */
export function indexOfDirection(model: ModelInfo, keys: readonly string[]): number {
  return model.directions.findIndex(({ name }) => keys.includes(directionKey(name)));
}

export function createFaceState(
  site: Pick<FaceSite, 'model'> & Pick<Live, 'vectors'>,
  { onFace, onError }: FaceStateEvents,
): FaceState {
  const positions = new Map<string, number>();
  const reported = new Set<string>();
  let base: Face | null = null;
  let face: Face | null = null;
  let failure: unknown = null;
  let isLoading = false;
  let updates = 0;

  function setFace(next: Face | null): void {
    const before = face;
    face = next;
    onFace(next, before);
  }

  function positionsByIndex(model: ModelInfo): Map<number, number> {
    const found = new Map<number, number>();
    for (const [key, position] of positions) {
      const index = indexOfDirection(model, [key]);
      const id = `${model.tag} ${key}`;
      if (index >= 0) {
        found.set(index, position);
      } else if (!reported.has(id)) {
        reported.add(id);
        onError(new FaceError('direction', `${model.id} has no direction named ${key}`));
      }
    }
    return found;
  }

  async function movedByModel(of: Face): Promise<Face> {
    const model = await site.model(of.model);
    const found = positionsByIndex(model);
    const needsVectors = of.kind === 'latent' && found.size > 0;
    return withPositions(of, found, model.directions, needsVectors ? await site.vectors(model) : []);
  }

  function moved(of: Face): Face | Promise<Face> {
    return positions.size === 0 ? of : movedByModel(of);
  }

  return {
    get face() {
      return face;
    },
    get code() {
      return face && encodeFace(face);
    },
    get failure() {
      return failure;
    },
    get isLoading() {
      return isLoading;
    },
    setBase(next) {
      base = next;
      failure = null;
    },
    setPosition(key, position) {
      if (position === null) {
        positions.delete(key);
      } else {
        positions.set(key, clamp(position));
      }
    },
    clearPositions: () => positions.clear(),
    position(model, index) {
      const key = directionKey(model.directions[index]?.name ?? '');
      return positions.get(key) ?? (base === null ? 0 : positionOf(base, model.directions, index));
    },
    async update(loadBase) {
      updates += 1;
      const update = updates;
      isLoading = false;
      // Only promises are awaited, so that the picture of a code is requested at once.
      if (loadBase !== undefined) {
        let loaded: Face | null = null;
        failure = null;
        try {
          const loading = loadBase();
          isLoading = loading instanceof Promise;
          loaded = loading instanceof Promise ? await loading : loading;
        } catch (error) {
          if (update === updates) {
            failure = error;
            onError(error);
          }
        }
        if (update !== updates) {
          return false;
        }
        isLoading = false;
        base = loaded;
      }
      let next = base;
      try {
        const moving = base && moved(base);
        next = moving instanceof Promise ? await moving : moving;
      } catch (error) {
        onError(error);
      }
      if (update !== updates) {
        return false;
      }
      setFace(next);
      return true;
    },
    moved,
    setMoved(from, to) {
      base = from;
      setFace(to);
    },
  };
}
