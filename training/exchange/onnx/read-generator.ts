/** Imports a generator from an ONNX file: checks it and adapts it to the interface of published ones. */
import { readFile, stat } from 'node:fs/promises';
import { decodeModel } from '../../../graph/onnx/decode.ts';
import { encodeModel } from '../../../graph/onnx/encode.ts';
import type { OnnxGraph } from '../../../graph/onnx/model.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { type Fidelity, measureFidelity, protocolLatents } from '../../publish/fidelity.ts';
import { LARGEST_FILE } from '../../publish/models.ts';
import { samePicture } from '../../publish/refuse-constant.ts';
import { adaptGraph } from './adapt.ts';
import { checkFlow } from './data-flow.ts';
import { decompose } from './decompose.ts';
import { type GeneratorInterface, readInterface } from './interface.ts';
import { readLayers } from './layers.ts';
import { checkOperators, publishedOpset } from './operators.ts';
import { openOriginal, type PictureRange, rangeOf, TO_SIGNED } from './original-generator.ts';

/** In steps of 1/255. */
const EQUAL = 1;

export type OnnxGenerator = {
  readonly resolution: number;
  readonly latentSize: number;
  /** The file as it was read. */
  readonly original: Uint8Array;
  /** The bytes of generator.onnx. */
  readonly generator: Uint8Array;
  readonly layers: Manifest['layers'];
  /** How far the pictures of the adapted graph, drawn in one batch, are from those of the original file. */
  readonly fidelity: Fidelity;
  /** A sentence on what was put behind the graph, where something was. */
  readonly wrapped?: string;
};

function wrapping({ channelsLast }: GeneratorInterface, range: PictureRange): Pick<OnnxGenerator, 'wrapped'> {
  const own = [
    ...(channelsLast ? ['as [n, s, s, 3]'] : []),
    ...(range === 'signed' ? [] : [range === 'unit' ? 'from 0 to 1' : 'from 0 to 255']),
  ];
  return own.length === 0
    ? {}
    : { wrapped: `its pictures come ${own.join(', ')}; the published file gives [n, 3, s, s] from −1 to 1` };
}

/** Compares the adapted graph's pictures, drawn in one batch, with the original's. */
async function compare(
  generator: Uint8Array,
  wanted: Float32Array,
  { latentSize, batch }: GeneratorInterface,
  truncation: number,
  source: string,
): Promise<Fidelity> {
  const advice =
    batch === undefined
      ? 'its pictures must not depend on the others in their batch: export it in eval mode, with a dynamic first axis'
      : `it was made for batches of ${batch}, and more than its Reshapes says so: export it with a dynamic first axis`;
  const fidelity = await measureFidelity(async () => wanted, generator, { latentSize, truncation }).catch(
    (cause: unknown) => {
      throw new Error(`${source}: ${advice}`, { cause });
    },
  );
  if (fidelity.maxDifference255 <= EQUAL) {
    return fidelity;
  }
  throw new Error(
    `${source}: faces drawn in one batch differ by ${fidelity.maxDifference255}/255 from those drawn with the file's own batch size; ${advice}`,
  );
}

/**
 * Reads a generator: one input z, [n, d] or [n, d, 1, 1], and one output, [n, 3, s, s] or [n, s, s, 3] in [−1, 1], [0, 1] or 0 … 255.
 * @param truncation ψ of the faces it is tested with
 * @throws where the file is damaged or too large, uses operators that the page's backends lack, or draws other pictures
 */
export async function readOnnxGenerator(path: string, truncation: number): Promise<OnnxGenerator> {
  const { size } = await stat(path);
  if (size > LARGEST_FILE) {
    throw new Error(`${path} has ${size} bytes; a published file has ${LARGEST_FILE} (25 MiB) at most`);
  }
  const original = await readFile(path);
  const { graph: written, ...file } = decodeModel(original, path);
  const model = { ...file, graph: decompose(written) };
  checkOperators(model, path);
  checkFlow(model.graph, path);
  const contract = readInterface(model.graph, path);
  const { latentSize } = contract;

  const z = protocolLatents({ latentSize, truncation });
  const own = await openOriginal(original, contract, path);
  const images = await own.draw(z);
  const resolution = own.side();
  await own.release();
  const range = rangeOf(images, path);
  const wanted = range === 'signed' ? images : images.map((value) => TO_SIGNED[range] * value - 1);
  if (samePicture(wanted, resolution)) {
    throw new Error(`${path} draws the same picture for every z`);
  }

  const graph: OnnxGraph = adaptGraph(model.graph, contract, range, resolution);
  const opset = publishedOpset(model.opset);
  const generator = encodeModel(graph, opset);
  const fidelity = await compare(generator, wanted, contract, truncation, path);
  const layers = await readLayers(graph, opset, latentSize);
  return { resolution, latentSize, original, generator, layers, fidelity, ...wrapping(contract, range) };
}
