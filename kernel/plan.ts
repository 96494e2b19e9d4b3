/** Maps the layers in a generator's manifest to the layers that the kernel can compute. */
import type { Manifest } from '../latent/model/manifest.ts';

/**
 * One layer of a generator:
 *
 * - `project`: z to the first feature map
 * - `upsample`: a hidden layer, twice the side
 * - `toRgb`: an RGB image, twice the side of the hidden layer that it is made of
 */
export type PlannedLayer = {
  /** The layer's name in the manifest. */
  readonly name: string;
  readonly kind: 'project' | 'upsample' | 'toRgb';
  /** Of the output. */
  readonly channels: number;
  /** Of the output, in pixels. */
  readonly side: number;
};

/** The kernel has no layer for some layer of a generator. ONNX Runtime may still draw it on devices. */
export class UndrawableError extends Error {
  override readonly name = 'UndrawableError';
}

const COLOURS = 3;
/** Faces smaller than this are not drawn by themselves: they would save little, and were never looked at. */
const LEAST_SIDE = 128;
/** The kernel computes this many pixels of a row at a time. */
const SIDE_MULTIPLE = 4;

/**
 * Plans the generators of this project: a projection of z, hidden layers with ReLU that each double the side, and RGB
 * images that are summed, each of twice the side of the one before, with tanh over the last.
 *
 * @returns the layers in the order of execution
 * @throws UndrawableError that names the layer that differs
 */
export function planOf({
  layers,
  resolution,
}: Pick<Manifest, 'layers' | 'resolution'>): readonly PlannedLayer[] {
  const plan: PlannedLayer[] = [];
  let side = 1;
  let imageSide = 0;
  for (const [i, layer] of layers.entries()) {
    const [channels, height, width] = layer.shape;
    const planned = { name: layer.name, channels, side: height };
    const refuse = (what: string) => new UndrawableError(`the edge cannot draw: ${layer.name} ${what}`);
    if (layer.operator !== 'ConvTranspose') {
      throw refuse(`is a ${layer.operator}, not a ConvTranspose`);
    }
    if (height !== width) {
      throw refuse(`is ${height} × ${width}, not square`);
    }
    if (i === 0) {
      const projects = layer.stride === 1 && layer.padding === 0 && layer.kernel === height;
      if (!projects || layer.activation !== 'relu') {
        throw refuse('does not project z to a feature map with ReLU');
      }
      if (height % SIDE_MULTIPLE !== 0) {
        throw refuse(`has the side ${height}, which is not a multiple of ${SIDE_MULTIPLE}`);
      }
      plan.push({ ...planned, kind: 'project' });
      side = height;
      continue;
    }
    const doubles = layer.kernel === 4 && layer.stride === 2 && layer.padding === 1 && height === 2 * side;
    if (!doubles) {
      throw refuse(`does not double the side ${side} with kernel 4, stride 2 and padding 1`);
    }
    if (layer.activation === 'relu') {
      plan.push({ ...planned, kind: 'upsample' });
      side = height;
      continue;
    }
    const last = i === layers.length - 1;
    if (channels !== COLOURS || layer.activation !== (last ? 'tanh' : 'none')) {
      throw refuse(
        `is neither a hidden layer nor an RGB image: ${channels} channels, activation ${layer.activation}`,
      );
    }
    if (imageSide > 0 && height !== 2 * imageSide) {
      throw refuse(`is an image of side ${height}, but the image before has side ${imageSide}`);
    }
    plan.push({ ...planned, kind: 'toRgb' });
    imageSide = height;
  }
  if (plan.at(-1)?.kind !== 'toRgb' || imageSide !== resolution) {
    throw new UndrawableError('the edge cannot draw: the layers do not end in an image of the resolution');
  }
  return plan;
}

/**
 * The side to draw faces at that are shown with `size` pixels: the resolution, or the side of a smaller RGB image of a skip
 * generator that is large enough. Its tanh is the face, as the generator has it before the last layers add detail.
 */
export function sideFor(manifest: Pick<Manifest, 'layers' | 'resolution'>, size: number): number {
  const enough = planOrNone(manifest)
    .filter(({ kind, side }) => kind === 'toRgb' && side >= Math.max(size, LEAST_SIDE))
    .map(({ side }) => side);
  return Math.min(manifest.resolution, ...enough);
}

function planOrNone(manifest: Pick<Manifest, 'layers' | 'resolution'>): readonly PlannedLayer[] {
  try {
    return planOf(manifest);
  } catch (error) {
    if (error instanceof UndrawableError) {
      return [];
    }
    throw error;
  }
}
