/** The input and output of an imported generator, as its file declares them. */
import { MAX_LATENT_SIZE } from '../../../gan/networks/architecture.ts';
import type { OnnxGraph, OnnxValue } from '../../../graph/onnx/model.ts';
import { printShape } from '../../../graph/tensor.ts';

const LARGEST_SIDE = 1024;

export type GeneratorInterface = {
  readonly input: string;
  readonly output: string;
  readonly latentSize: number;
  /** Whether z comes as a 1×1 grid, [n, d, 1, 1], as PyTorch's tutorial has it. */
  readonly grid: boolean;
  /** The fixed batch size that the file declares; undefined for a dynamic one. */
  readonly batch: number | undefined;
  /** Whether pictures come as [n, s, s, 3], as TensorFlow has them; else as [n, 3, s, s]. */
  readonly channelsLast: boolean;
};

function single(values: readonly OnnxValue[], what: string, source: string): OnnxValue {
  const [value, ...others] = values;
  if (!value || others.length > 0) {
    throw new Error(
      `${source} has ${values.length} ${what}s (${values.map(({ name }) => name).join(', ')}); one is expected`,
    );
  }
  if (value.type !== 'float32') {
    throw new Error(`${source}: the ${what} ${value.name} is ${value.type}; float32 is expected`);
  }
  return value;
}

/** `z [n, 100, 1, 1]`, with the names of dynamic dimensions. */
function printValue({ name, shape }: OnnxValue): string {
  return `${name} [${shape.join(', ')}]`;
}

/** Whether a declared dimension can be a number; a dynamic one can be any. */
function canBe(declared: number | string | undefined, wanted: number): boolean {
  return typeof declared === 'string' || declared === wanted;
}

/** Whether these dimensions can be those of square pictures in colour. */
function canBePictures([channels, height, width]: readonly (number | string | undefined)[]): boolean {
  return canBe(channels, 3) && (typeof height === 'string' || canBe(width, height ?? 0));
}

/** @throws where input and output are not those of a generator, with what was found and what is expected */
export function readInterface({ inputs, outputs }: OnnxGraph, source: string): GeneratorInterface {
  const input = single(inputs, 'input', source);
  const output = single(outputs, 'output', source);
  const [batch, latentSize, ...rest] = input.shape;
  const grid = rest.length === 2 && rest.every((size) => size === 1);
  if (typeof latentSize !== 'number' || (rest.length > 0 && !grid)) {
    throw new Error(
      `${source}: the input is ${printValue(input)}; [n, d] or [n, d, 1, 1] is expected, where d is a number`,
    );
  }
  if (latentSize < 1 || latentSize > MAX_LATENT_SIZE) {
    throw new Error(`${source}: z has ${latentSize} dimensions; 1 to ${MAX_LATENT_SIZE} are expected`);
  }
  if (typeof batch === 'number' && batch < 1) {
    throw new Error(`${source}: the input is ${printValue(input)}; it must take at least one face`);
  }
  const [, second, third, fourth] = output.shape;
  const channelsFirst = canBePictures([second, third, fourth]);
  if (output.shape.length !== 4 || !(channelsFirst || canBePictures([fourth, second, third]))) {
    throw new Error(
      `${source}: the output is ${printValue(output)}; [n, 3, s, s] or [n, s, s, 3] is expected`,
    );
  }
  return {
    input: input.name,
    output: output.name,
    latentSize,
    grid,
    batch: typeof batch === 'number' ? batch : undefined,
    channelsLast: !channelsFirst,
  };
}

/**
 * The side of the pictures that the generator gave.
 * @param dims the shape of the output for this number of faces
 * @throws where that is not [faces, 3, s, s], or with the channels last [faces, s, s, 3]
 */
export function sideOf(
  dims: readonly number[],
  faces: number,
  { channelsLast }: Pick<GeneratorInterface, 'channelsLast'>,
  source: string,
): number {
  const [n, ...rest] = dims;
  const [height = 0, width, channels] = channelsLast ? rest : [...rest.slice(1), rest[0]];
  if (dims.length !== 4 || n !== faces || channels !== 3 || height !== width) {
    const expected = channelsLast ? `[${faces}, s, s, 3]` : `[${faces}, 3, s, s]`;
    throw new Error(`${source}: ${faces} faces come out as ${printShape(dims)}; ${expected} is expected`);
  }
  if (height < 1 || height > LARGEST_SIDE) {
    throw new Error(
      `${source}: pictures of ${height}×${height}; up to ${LARGEST_SIDE}×${LARGEST_SIDE} are expected`,
    );
  }
  return height;
}
