/**
 * A published discriminator in plain TypeScript. The page evaluates it on one image at a time, on request, which takes a
 * fraction of a second and needs no runtime to be downloaded. `gan/networks/discriminator.ts` defines the network.
 */
import type { Manifest } from '../latent/model/manifest.ts';
import {
  COLOURS,
  type Convolution,
  convolve,
  DOWNSAMPLE,
  evidenceOf,
  type FeatureMap,
  projection,
  toChannelsFirst,
  toChannelsLast,
  withChannel,
} from './feature-map.ts';
import type { LayerOutput } from './layer-output.ts';
import { type LayerWeights, readWeights } from './weights.ts';

export type PublishedDiscriminator = NonNullable<Manifest['discriminator']>;

/** The discriminator's outputs for one image. */
export type DiscriminatorActivations = {
  /** D(x) is its sigmoid. */
  readonly logit: number;
  /**
   * What each place of the last feature maps adds to the logit, which is their sum and a constant: where the discriminator found most for
   * the image, and most against it. The places are as many as the last kernel has taps.
   */
  readonly evidence: LayerOutput;
  /** Of every layer but the last, after Leaky ReLU. */
  readonly layers: readonly LayerOutput[];
};

/** What of a layer determines its convolution. */
type LayerShape = Pick<PublishedDiscriminator['layers'][number], 'kernel' | 'stride' | 'padding' | 'shape'>;

const FILE = 'discriminator.weights';
/** The name of the kernel that has a vector of each class, [channels of the last feature maps, classes, 1, 1]. */
export const CLASSES = 'classes';
const POINTWISE = { kernel: 1, stride: 1, padding: 0 } as const;

/**
 * Evaluates a discriminator.
 *
 * @param image f32 [3, resolution, resolution] in [−1, 1]
 * @param y of the image's class, f32 [classes], for a discriminator that takes it
 * @throws RangeError where a discriminator that takes a class is given none, or one of other classes
 */
export type EvaluateDiscriminator = (image: Float32Array, y?: Float32Array) => DiscriminatorActivations;

/**
 * @param file the bytes of discriminator.weights
 * @param resolution of the images
 * @param classCount how many classes the model has; 0 where it is unconditional
 * @throws Error that names the tensor that is missing, or that has another shape than the manifest says
 */
export function openDiscriminator(
  discriminator: PublishedDiscriminator,
  file: ArrayBuffer,
  resolution: number,
  classCount = 0,
): EvaluateDiscriminator {
  const { slope, deviation, takesClass, layers } = discriminator;
  const last = layers.length - 1;
  const receivesImage = layers.map((_, i) => isGivenImage(discriminator, i));
  const weights = readWeights(file, kernelNames(discriminator), FILE);
  /** Channels of what is convolved where the image enters. */
  const shown = takesClass === 'concat' ? COLOURS + classCount : COLOURS;
  const convolutions = layers.map((layer, i) => {
    const below = layers[i - 1]?.shape[0] ?? shown;
    const extra = i === last && deviation !== undefined ? 1 : 0;
    const of = (name: string, inputs: number) => convolutionOf(name, weights.get(name), layer, inputs);
    return {
      own: of(layer.name, below + extra),
      image: receivesImage[i] ? of(pictureKernelName(layer.name), shown) : null,
    };
  });
  const top = layers[last - 1]?.shape[0] ?? 0;
  const vectors =
    takesClass === 'projection'
      ? convolutionOf(CLASSES, weights.get(CLASSES), { ...POINTWISE, shape: [classCount, 1, 1] }, top)
      : null;

  return (image, y) => {
    if (takesClass !== undefined && y?.length !== classCount) {
      throw new RangeError(
        `the discriminator takes the class of an image, y of ${classCount} numbers; got ${y?.length ?? 'none'}`,
      );
    }
    /** A picture as it is convolved. */
    function withClass(picture: FeatureMap): FeatureMap {
      return takesClass === 'concat' ? Array.from(y ?? []).reduce(withChannel, picture) : picture;
    }
    let smaller = toChannelsLast(image, COLOURS, resolution);
    let features = withClass(smaller);
    let projected = 0;
    let evidence: Float32Array = new Float32Array();
    const outputs: LayerOutput[] = [];
    for (const [i, { own, image: fromImage }] of convolutions.entries()) {
      const input = i === last && deviation !== undefined ? withChannel(features, deviation) : features;
      if (i === last) {
        evidence = evidenceOf(input, own);
        if (vectors !== null && y !== undefined) {
          const added = projection(features, vectors, y);
          evidence = evidence.map((value, place) => value + (added[place] ?? 0));
          projected = added.reduce((total, value) => total + value, 0);
        }
      }
      features = convolve(input, own);
      if (fromImage !== null) {
        smaller = convolve(smaller, DOWNSAMPLE);
        const added = convolve(withClass(smaller), fromImage).values;
        features.values.forEach((value, at) => {
          features.values[at] = value + (added[at] ?? 0);
        });
      }
      if (i === last) {
        break;
      }
      features.values.forEach((value, at) => {
        if (value < 0) {
          features.values[at] = slope * value;
        }
      });
      const { name } = layers[i] as PublishedDiscriminator['layers'][number];
      const { channels, side } = features;
      outputs.push({ name, shape: [channels, side, side], values: toChannelsFirst(features) });
    }
    const edge = convolutions[last]?.own.k ?? 0;
    return {
      logit: (features.values[0] ?? Number.NaN) + projected,
      evidence: { name: 'evidence', shape: [1, edge, edge], values: evidence },
      layers: outputs,
    };
  };
}

/** The name of the kernel that a layer applies to the downsampled image. */
export function pictureKernelName(layer: string): string {
  return `${layer}.picture`;
}

/** Whether a layer is given the downsampled image, too: where `showsPictures`, all but the first and the last. */
function isGivenImage(
  { showsPictures, layers }: Pick<PublishedDiscriminator, 'showsPictures' | 'layers'>,
  i: number,
): boolean {
  return showsPictures && i > 0 && i < layers.length - 1;
}

/** The names of all kernels in discriminator.weights. */
export function kernelNames(
  discriminator: Pick<PublishedDiscriminator, 'showsPictures' | 'layers' | 'takesClass'>,
): string[] {
  const ofLayers = discriminator.layers.flatMap(({ name }, i) =>
    isGivenImage(discriminator, i) ? [name, pictureKernelName(name)] : [name],
  );
  return discriminator.takesClass === 'projection' ? [...ofLayers, CLASSES] : ofLayers;
}

function convolutionOf(
  name: string,
  weights: LayerWeights | undefined,
  { kernel, stride, padding, shape: [channels] }: LayerShape,
  inputs: number,
): Convolution {
  const expected = [inputs, channels, kernel, kernel];
  if (weights === undefined || String(weights.shape) !== String(expected)) {
    throw new Error(`${FILE}: the kernel of ${name} is [${weights?.shape}], expected [${expected}]`);
  }
  const { values, scales, bias } = weights;
  const taps = new Float32Array(values.length);
  for (let at = 0, i = 0; i < inputs; i++) {
    for (let o = 0; o < channels; o++) {
      for (let tap = 0; tap < kernel * kernel; tap++, at++) {
        taps[(tap * inputs + i) * channels + o] = (values[at] ?? 0) * (scales[o] ?? 0);
      }
    }
  }
  return { inputs, outputs: channels, k: kernel, stride, padding, taps, bias };
}
