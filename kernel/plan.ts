/** What the kernel has to do for a model, told from the layers in its manifest. */
import type { Manifest } from '../latent/manifest.ts';

/** A layer as the kernel computes it: z onto the first grid, a grid of twice the side, or a picture of twice the side. */
export type Step = {
  readonly name: string;
  readonly kind: 'project' | 'double' | 'paint';
  /** What comes out. */
  readonly channels: number;
  readonly side: number;
};

/** A generator that the edge has no kernel for. Devices may draw it all the same. */
export class UndrawableError extends Error {
  override readonly name = 'UndrawableError';
}

const COLOURS = 3;
/** The kernel computes so many pixels of a row at a time. */
const SIDE_OF = 4;

/**
 * The generators of this project: z through a grid of hidden layers with ReLU, each of which doubles the side, and
 * pictures that add up, each of twice the side of what it is painted from, with tanh over the last.
 *
 * @throws UndrawableError that names the layer where the generator is another
 */
export function planOf({ layers, resolution }: Pick<Manifest, 'layers' | 'resolution'>): readonly Step[] {
  const steps: Step[] = [];
  let side = 1;
  let painted = 0;
  for (const [i, layer] of layers.entries()) {
    const [channels, height, width] = layer.shape;
    const step = { name: layer.name, channels, side: height };
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
        throw refuse('does not spread z over a grid, with ReLU');
      }
      if (height % SIDE_OF !== 0) {
        throw refuse(`has the side ${height}, no multiple of ${SIDE_OF}`);
      }
      steps.push({ ...step, kind: 'project' });
      side = height;
      continue;
    }
    const doubles = layer.kernel === 4 && layer.stride === 2 && layer.padding === 1 && height === 2 * side;
    if (!doubles) {
      throw refuse(`does not double the side ${side} by kernel 4, stride 2 and padding 1`);
    }
    if (layer.activation === 'relu') {
      steps.push({ ...step, kind: 'double' });
      side = height;
      continue;
    }
    const last = i === layers.length - 1;
    if (channels !== COLOURS || layer.activation !== (last ? 'tanh' : 'none')) {
      throw refuse(`is neither hidden nor a picture: ${channels} channels, activation ${layer.activation}`);
    }
    if (painted > 0 && height !== 2 * painted) {
      throw refuse(`is a picture of ${height}, where the one before is of ${painted}`);
    }
    steps.push({ ...step, kind: 'paint' });
    painted = height;
  }
  if (steps.at(-1)?.kind !== 'paint' || painted !== resolution) {
    throw new UndrawableError('the edge cannot draw: the layers do not end in a picture');
  }
  return steps;
}
