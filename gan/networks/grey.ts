/**
 * Grey networks: trained on pictures of one channel, and published in colour, with three equal channels. So whatever draws published
 * models draws these, too, to the same bits in each channel.
 */
import { sizeOf, type Values } from '../../graph/tensor.ts';
import { type Architecture, RGB } from './architecture.ts';
import { discriminatorBlocks } from './discriminator-parameters.ts';
import { generatorLayers } from './generator.ts';

/** Each image's one channel three times: f32 [n, 1, side, side] → [n, 3, side, side]. @param size of an image, side² */
export function greyToRgb(images: Float32Array, size: number): Float32Array {
  const out = new Float32Array(RGB * images.length);
  for (let i = 0; i < out.length; i += size) {
    const image = Math.floor(i / (RGB * size)) * size;
    out.set(images.subarray(image, image + size), i);
  }
  return out;
}

/** The first channel of each image: f32 [n, 3, side, side] → [n, 1, side, side]. @param size of a channel, side² */
export function firstChannel(images: Float32Array, size: number): Float32Array {
  const out = new Float32Array(images.length / RGB);
  for (let i = 0; i < out.length; i += size) {
    out.set(images.subarray(RGB * i, RGB * i + size), i);
  }
  return out;
}

/** Repeats the first of an axis three times, each with a share of its value; what is beside it, the channels of a class, stays as it is. */
function repeated({ shape, data }: Values[string], axis: number, share: number): Values[string] {
  const inner = sizeOf(shape.slice(axis + 1));
  const length = shape[axis] ?? 0;
  const longer = length - 1 + RGB;
  const out = new Float32Array((data.length / length) * longer);
  for (let i = 0; i < out.length; i++) {
    const [row, within] = [Math.floor(i / inner), i % inner];
    const [block, at] = [Math.floor(row / longer), row % longer];
    const from = Math.max(0, at - RGB + 1);
    out[i] = (at < RGB ? share : 1) * (data[(block * length + from) * inner + within] ?? 0);
  }
  return { shape: shape.map((size, k) => (k === axis ? longer : size)), data: out };
}

/** @param names of the weights that have a grey picture's axis */
function inColour(weights: Values, names: readonly string[], axis: number, share: number): Values {
  return Object.fromEntries(
    Object.entries(weights).map(([name, value]) => [
      name,
      names.includes(name) ? repeated(value, axis, share) : value,
    ]),
  );
}

/** A generator of three channels that draws the same picture in each; unchanged where it has three. */
export function generatorInColour<A extends Architecture>(
  architecture: A,
  weights: Values,
): { readonly architecture: A; readonly weights: Values } {
  if (architecture.channels === RGB) {
    return { architecture, weights };
  }
  const pictures = generatorLayers(architecture).filter(({ kind }) => kind === 'picture');
  const kernels = inColour(
    weights,
    pictures.map(({ name }) => `${name}.weight`),
    1,
    1,
  );
  return {
    architecture: { ...architecture, channels: RGB },
    weights: inColour(
      kernels,
      pictures.map(({ name }) => `${name}.bias`),
      0,
      1,
    ),
  };
}

/** The weights of a discriminator that sees the mean of three channels; unchanged where it sees three. */
export function discriminatorInColour(architecture: Architecture, weights: Values): Values {
  if (architecture.channels === RGB) {
    return weights;
  }
  const blocks = discriminatorBlocks(architecture);
  const names = blocks.flatMap(({ name, picture }, i) => [
    ...(i === 0 ? [`${name}.weight`] : []),
    ...(picture === undefined ? [] : [`${picture}.weight`]),
  ]);
  return inColour(weights, names, 1, 1 / RGB);
}
