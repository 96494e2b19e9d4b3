/** Where the visitor is in a mix: on the walk through its faces, on the pad, or at some weights; and the z there. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { noiseSize } from '../../../latent/condition/condition.ts';
import { latentFromFace } from '../../../latent/face.ts';
import type { PageModel } from '../models/page-model.ts';
import { alongPath, blend, inSquare, squareLoop } from './interpolation.ts';
import { MAX_FACES, type Mix, weightsOf } from './mix-route.ts';
import { type Player, usePlayer } from './use-player.ts';

/** On the square: 0 … 1, from left to right and from top to bottom. */
export type PadPosition = { readonly x: number; readonly y: number };

export type MixPosition = {
  /** z of each face: f32 [latentSize]. */
  readonly points: readonly Float32Array[];
  /** z at the position: f32 [latentSize]. */
  readonly z: Float32Array;
  /** z at a position on the walk, 0 … 1. */
  latentAt(at: number): Float32Array;
  /** The length of the walk, in legs from face to face. */
  readonly legs: number;
  /** Whether the walk ends where it starts; that around a square always does. */
  readonly loops: boolean;
  setLoops(loops: boolean): void;
  readonly player: Player;
  readonly padPosition: PadPosition;
  /** Moves the handle of the pad; null puts it back on the walk. */
  setPadPosition(position: PadPosition | null): void;
  readonly weights: readonly number[];
  /** Sets the weights while the visitor moves one of them. */
  setWeights(weights: readonly number[]): void;
};

export function useMixPosition(mix: Mix, model: PageModel): MixPosition {
  const { shape, interpolation } = mix;
  const isSquare = shape === 'square';
  const noise = noiseSize(model);
  const points = useMemo(() => mix.faces.map((face) => latentFromFace(face, model)), [mix.faces, model]);

  const [isLoop, setLoops] = useState(true);
  const loops = isLoop || isSquare;
  const legs = isSquare ? MAX_FACES : points.length - (loops ? 0 : 1);
  const player = usePlayer(legs, loops);
  const latentAt = useMemo(
    () => (at: number) => {
      if (!isSquare) {
        return alongPath(points, at, interpolation, loops, noise);
      }
      const { x, y } = squareLoop(at);
      return inSquare(points, x, y, interpolation, noise);
    },
    [points, isSquare, interpolation, loops],
  );

  /** Where the visitor has moved the handle of the pad; null while it follows the walk around the square. */
  const [moved, setPadPosition] = useState<PadPosition | null>(null);
  const padPosition = moved ?? squareLoop(player.at);

  /** The weights while the visitor moves one of them; null otherwise. */
  const [moving, setWeights] = useState<readonly number[] | null>(null);
  useEffect(() => setWeights(null), [mix]);
  const weights = moving ?? weightsOf(mix.faces.length, mix.weights);

  const { x, y } = padPosition;
  const z = useMemo(() => {
    if (shape === 'blend') {
      return blend(points, weights, interpolation, noise);
    }
    return isSquare ? inSquare(points, x, y, interpolation, noise) : latentAt(player.at);
  }, [points, shape, weights.join(), x, y, interpolation, latentAt, player.at]);

  return {
    points,
    z,
    latentAt,
    legs,
    loops,
    setLoops,
    player,
    padPosition,
    setPadPosition,
    weights,
    setWeights,
  };
}
