import {
  type ConvolutionGeometry,
  convolutionOutputSize,
  transposedOutputSize,
} from '../inside/convolution-geometry.ts';
import type { LayerDescription } from '../inside/layer-activations.tsx';

const activationNames: Readonly<Record<string, string>> = {
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
};

export const inside = {
  another: 'Another face',
  looking: 'Looking inside',
  noLayers:
    'This model came from elsewhere and does not say what its layers are, so only its picture can be shown.',
  z: 'z, the latent vector',
  zNote: 'Where a face begins: numbers drawn from a normal distribution. Red is above zero, blue below.',
  zSheet: (size: number) => `The ${size} numbers of z as colours`,
  layer: (number: number) => `Layer ${number}`,
  facts: ({ operator, kernel, stride, activation }: LayerDescription) =>
    `${operator === 'ConvTranspose' ? 'Transposed convolution' : 'Convolution'} ${kernel} × ${kernel}, stride ${stride}${
      activation === 'none' ? '' : `, then ${activationNames[activation] ?? activation}`
    }`,
  tiles: (channels: number) => `What came out of each of the ${channels} channels; darker is more active`,
  channel: (channel: number) => `Channel ${channel + 1}`,
  picture: 'The picture',
  pictureNote: 'The last three channels are red, green and blue, brought from −1 … 1 to the screen.',
  pictureAt: (edge: number) => `Picture at ${edge} × ${edge}`,
  pictureAtNote: 'Red, green and blue so far: the smaller picture, enlarged, with what this size adds to it.',
  convolution: {
    transposed: {
      title: 'Transposed convolution',
      note: 'Each input pixel, times the kernel, is added to a patch of the output; the next pixel’s patch lies one stride further. So a small picture becomes a larger one, and what the kernel holds is learned. The numbers count how many inputs have added to a pixel.',
      step: 'Input pixel',
      nothingLeft: 'The padding cuts off everything: a larger kernel or less padding leaves something.',
      size: (edge: number, { kernel, stride, padding }: ConvolutionGeometry) =>
        `(${edge} − 1) · ${stride} − 2 · ${padding} + ${kernel} = ${transposedOutputSize(edge, { kernel, stride, padding })} pixels a side`,
      remark: ({ kernel, stride }: ConvolutionGeometry): string =>
        kernel % stride === 0
          ? 'This kernel is a multiple of the stride: away from the edges, every pixel gets as many inputs as any other.'
          : 'This kernel is no multiple of the stride, so patches overlap unevenly: that is where the checkerboards in early GAN pictures come from. Dareka’s layers have kernel 4 and stride 2.',
    },
    strided: {
      title: 'Strided convolution',
      note: 'The way down reads the same picture backwards: each output pixel is the sum of a patch of the input, times the kernel, and the next one’s patch lies one stride further. So a large picture becomes a smaller one. The numbers count how often an input pixel has been read.',
      step: 'Output pixel',
      nothingLeft: 'The kernel does not fit: a smaller kernel or more padding leaves something.',
      size: (edge: number, { kernel, stride, padding }: ConvolutionGeometry) =>
        `(${edge} + 2 · ${padding} − ${kernel}) / ${stride} + 1, rounded down: ${convolutionOutputSize(edge, { kernel, stride, padding })} pixels a side`,
      remark: ({ kernel, stride }: ConvolutionGeometry): string =>
        kernel < stride
          ? 'This stride is longer than the kernel: some pixels are passed by and never read.'
          : 'Every pixel is read at least once, but for those at the edges that no patch reaches.',
    },
  },
  input: 'Input',
  output: 'Output',
  kernel: 'Kernel',
  stride: 'Stride',
  padding: 'Padding',
  play: 'Play',
  pause: 'Pause',
  activations: 'Activations',
  activation: { relu: 'ReLU', leakyRelu: 'Leaky ReLU', tanh: 'tanh' },
  activationNote: {
    relu: 'Between the generator’s layers: what is negative becomes zero, and what a channel does not see stays silent.',
    leakyRelu:
      'In the discriminator: a little of what is negative gets through, so that a gradient always reaches the generator.',
    tanh: 'At the generator’s end: whatever comes is brought between −1 and 1, as pixels are.',
  },
  value: 'Value that goes in',
  wayDown: 'The way up, and the discriminator’s way down',
  wayDownNote:
    'In training a second network stands against the generator. The discriminator goes the other way: from a picture, by strided convolutions with Leaky ReLU between them, to one number, D(x), which says how real it looks.',
  generator: 'Generator, down to a picture',
  discriminator: 'Discriminator, up to a number',
  downFromRecipe:
    'Of this model only the generator is published, so its discriminator cannot be watched at work. Its shapes are those that the recipe of the training gives.',
  downUnknown:
    'Of this model only the generator is published, and it does not say what its discriminator looked like.',
  judging: 'The discriminator at work',
  judgingNote:
    'In training, portraits and the generator’s faces came to it in equal numbers, and it learned to tell them apart. D(x) is how sure it is that a picture is a portrait: 1 quite sure, 0 quite sure that it is not, 0.5 a guess. The better the faces, the less it can tell. Below, what each of its layers sees, from the picture down to a grid of 4 × 4.',
  judgeFace: 'Show it this face',
  judgePortrait: 'Show it a portrait',
  judgeBytes: (bytes: number) => `Fetches the network first: ${(bytes / 1e6).toFixed(1)} MB.`,
  judgingNow: 'It is looking',
  judged: { face: 'The face that it is shown', portrait: 'The portrait that it is shown' },
  says: { face: 'D(G(z)), of this face', portrait: 'D(x), of a portrait' },
  pooling: 'Why strides in place of pooling?',
  poolingNote:
    'Pooling shrinks a picture by a fixed rule, such as keeping the largest of four, and forgets where it was. A convolution with stride 2 shrinks it as well, but learns what to keep. Going up, the same holds: a transposed convolution learns how to enlarge. The paper found GANs that way to be stable to train.',
};

export const training = {
  none: 'This model was not trained here, so it came without a film of its training.',
  film: (step: number) => `The same sixteen latent vectors, drawn after step ${step}`,
  moment: 'Moment of the training',
  step: (step: number) => `step ${step.toLocaleString('en')}`,
  play: 'Play',
  pause: 'Pause',
  soFar: (images: number, seconds: number) =>
    `${images.toLocaleString('en')} pictures seen in ${Math.round(seconds / 60)} minutes by then.`,
  losses: 'Losses',
  scores: 'How real they look',
  lossD: 'Discriminator',
  lossG: 'Generator',
  why: 'Why do these curves not go down?',
  whyNotes: [
    'A loss that falls and flattens means that a network has converged. Here two networks play against each other: whenever the generator gets better, the discriminator’s task gets harder, and the other way round. So the losses hover, while the faces keep getting better.',
    'D(x) is how real the discriminator finds portraits, D(G(z)) how real it finds the generator’s faces. Were the faces perfect it could only guess, and both would be 0.5. If they drift far apart, the discriminator is winning, and the generator learns little from it.',
    'So do not judge a GAN by its losses: look at what it draws from the same numbers. That is this film.',
  ],
};
