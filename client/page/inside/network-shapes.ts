/** The shapes of both networks, by resolution: the generator's from z to a picture, the discriminator's from a picture to a number. */
import { noiseSize } from '../../../latent/condition/condition.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';

/** [channels, height, width] */
export type LayerShape = readonly [number, number, number];

/** Both networks at one resolution. */
export type NetworkShapes = {
  readonly side: number;
  /** Null where the generator has no layer of this resolution. */
  readonly generator: LayerShape | null;
  /** Null where the discriminator has none, or where its shapes are unknown. */
  readonly discriminator: LayerShape | null;
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

/** A layer with this many channels is an RGB picture. */
export const RGB = 3;
/** The resolution of the discriminator's last feature maps, and of the generator's first. */
const LOWEST_RESOLUTION = 4;

/** How many numbers the generator takes: those of z, and in a conditional model those of y, as in '100 + 10'. */
export function inputShape(manifest: Pick<Manifest, 'latentSize' | 'condition'>): string {
  const size = noiseSize(manifest);
  return size === manifest.latentSize ? `${size}` : `${size} + ${manifest.latentSize - size}`;
}

/**
 * The shapes of a published discriminator are in the manifest. Those of an unpublished one follow from the recipe of the
 * training: channels double with each halving of the resolution, up to a limit.
 *
 * @returns from the picture down; empty if neither the manifest nor the recipe has them
 */
export function discriminatorShapes({ resolution, training, discriminator }: NetworkManifest): LayerShape[] {
  if (discriminator !== undefined) {
    return [[RGB, resolution, resolution], ...discriminator.layers.slice(0, -1).map(({ shape }) => shape)];
  }
  const { discriminatorWidth: width, channelLimit, discriminatorLimit } = training?.recipe ?? {};
  const limit = discriminatorLimit || channelLimit;
  if (typeof width !== 'number' || typeof limit !== 'number') {
    return [];
  }
  const halvings = Math.log2(resolution / LOWEST_RESOLUTION);
  if (!Number.isInteger(halvings) || halvings < 1) {
    return [];
  }
  return [
    [RGB, resolution, resolution],
    ...Array.from({ length: halvings }, (_, i): LayerShape => {
      const side = resolution / 2 ** (i + 1);
      return [Math.min(width * 2 ** i, limit), side, side];
    }),
  ];
}

/** From the lowest resolution to the picture. */
export function networkShapes(manifest: NetworkManifest): NetworkShapes[] {
  const { layers, resolution } = manifest;
  // A skip generator also makes a picture at every resolution: those are left out.
  const generator = layers
    .map(({ shape }) => shape)
    .filter(([channels, , width]) => channels !== RGB || width === resolution);
  const discriminator = discriminatorShapes(manifest);
  const sides = [...new Set([...generator, ...discriminator].map(([, , width]) => width))].sort(
    (a, b) => a - b,
  );
  const at = (shapes: readonly LayerShape[], side: number): LayerShape | null =>
    shapes.find(([, , width]) => width === side) ?? null;
  return sides.map((side) => ({
    side,
    generator: at(generator, side),
    discriminator: at(discriminator, side),
  }));
}
