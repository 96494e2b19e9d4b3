/** The shapes of both networks side by side: up from z to a picture, and down from a picture to one number. */
import type { Manifest } from '../../../latent/manifest.ts';

/** [channels, height, width] */
export type Shape = readonly [number, number, number];

/** Both networks at one size of their grids. */
export type NetworkShapes = {
  readonly side: number;
  /** What the generator has at that size; null where it has nothing. */
  readonly generator: Shape | null;
  /** What the discriminator has; null where it has nothing, or where nobody knows. */
  readonly discriminator: Shape | null;
};

/** One layer, as the manifest describes it. */
export type LayerDescription = {
  readonly operator: string;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly activation: string;
};

type NetworkManifest = Pick<Manifest, 'layers' | 'resolution' | 'training' | 'discriminator'>;

const CHANNELS = 3;
const SMALLEST = 4;

/**
 * The discriminator's shapes, told by the manifest where it is published too. Else they follow from the recipe of the
 * training: channels double with each halving of the picture, up to a limit.
 *
 * @returns [channels, side, side] from the picture down, or none where neither says
 */
export function discriminatorShapes({ resolution, training, discriminator }: NetworkManifest): Shape[] {
  if (discriminator !== undefined) {
    return [
      [CHANNELS, resolution, resolution],
      ...discriminator.layers.slice(0, -1).map(({ shape }) => shape),
    ];
  }
  const { discriminatorWidth: width, channelLimit: limit } = training?.recipe ?? {};
  if (typeof width !== 'number' || typeof limit !== 'number') {
    return [];
  }
  const halvings = Math.log2(resolution / SMALLEST);
  if (!Number.isInteger(halvings) || halvings < 1) {
    return [];
  }
  return [
    [CHANNELS, resolution, resolution],
    ...Array.from({ length: halvings }, (_, i): Shape => {
      const side = resolution / 2 ** (i + 1);
      return [Math.min(width * 2 ** i, limit), side, side];
    }),
  ];
}

/** From the smallest grid to the picture. */
export function networkShapes(manifest: NetworkManifest): NetworkShapes[] {
  const { layers, resolution } = manifest;
  // Pictures on the way are by-products: the way goes through the layers with more channels.
  const up = layers
    .map(({ shape }) => shape)
    .filter(([channels, , width]) => channels !== CHANNELS || width === resolution);
  const down = discriminatorShapes(manifest);
  const sides = [...new Set([...up, ...down].map(([, , width]) => width))].sort((a, b) => a - b);
  const at = (shapes: readonly Shape[], side: number): Shape | null =>
    shapes.find(([, , width]) => width === side) ?? null;
  return sides.map((side) => ({ side, generator: at(up, side), discriminator: at(down, side) }));
}
