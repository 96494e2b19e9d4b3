/** The face of one widget: a base, and dials by the names of directions, of which its model may not have all. */

import { directionKey } from '../../latent/direction-name.ts';
import type { Face } from '../../latent/face.ts';
import { clamp, dialOf, withDials } from './dials.ts';
import type { Model } from './facts.ts';
import type { Site } from './site.ts';

export type Portrait = {
  readonly base: Face | null;
  /** Takes another base; the dials stay as they are. */
  setBase(base: Face | null): void;
  /** Sets a dial, by its spelled name; null leaves it to the base. */
  setDial(name: string, position: number | null): void;
  /** Lets go of all dials. */
  clearDials(): void;
  /** Where the dial of a direction stands, by its index in the model. */
  position(model: Model, index: number): number;
  /**
   * The base with the dials set; no promise where no dial is. Names that the model does not have do nothing but be told.
   *
   * @throws FaceError where the model cannot be asked; RangeError for more edits than a share code holds
   */
  face(base: Face): Face | Promise<Face>;
};

/** The index of the direction that is spelled like one of these, or −1. */
export function directionNamed(model: Model, names: readonly string[]): number {
  return model.directions.findIndex((direction) => names.includes(directionKey(direction.name)));
}

/** @param onMissing called once for each direction that was asked for and that the model does not have */
export function createPortrait(site: Site, onMissing: (name: string, model: Model) => void): Portrait {
  const dials = new Map<string, number>();
  const told = new Set<string>();
  let base: Face | null = null;

  function indexed(model: Model): Map<number, number> {
    const found = new Map<number, number>();
    for (const [name, position] of dials) {
      const index = directionNamed(model, [name]);
      if (index >= 0) {
        found.set(index, position);
      } else if (!told.has(`${model.tag} ${name}`)) {
        onMissing(name, model);
      }
      told.add(`${model.tag} ${name}`);
    }
    return found;
  }

  async function moved(of: Face): Promise<Face> {
    const model = await site.model(of.model);
    const wanted = indexed(model);
    const needsVectors = of.kind === 'latent' && wanted.size > 0;
    return withDials(of, wanted, model.directions, needsVectors ? await site.vectors(model) : []);
  }

  return {
    get base() {
      return base;
    },
    setBase(next) {
      base = next;
    },
    setDial(name, position) {
      if (position === null) {
        dials.delete(name);
      } else {
        dials.set(name, clamp(position));
      }
    },
    clearDials: () => dials.clear(),
    position(model, index) {
      const name = directionKey(model.directions[index]?.name ?? '');
      return dials.get(name) ?? (base === null ? 0 : dialOf(base, model.directions, index));
    },
    face: (of) => (dials.size === 0 ? of : moved(of)),
  };
}
