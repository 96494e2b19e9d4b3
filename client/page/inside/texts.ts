/** The texts of the view "inside". */
import {
  type ConvolutionGeometry,
  convolutionOutputSize,
  transposedOutputSize,
} from './convolution-geometry.ts';
import type { LayerDescription } from './network-shapes.ts';

const englishActivations: Readonly<Record<string, string>> = {
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
};

const en = {
  anotherFace: 'Another face',
  computing: 'Looking inside',
  noLayers:
    'This model came from elsewhere and does not say what its layers are, so only its picture can be shown.',
  z: 'z, the latent vector',
  zNote: 'Where a picture begins: numbers drawn from a normal distribution. Red is above zero, blue below.',
  yNote: (classes: number) =>
    `The last ${classes} numbers are y: 1 for the class that is asked for, 0 for the others.`,
  latentHeatmap: (size: number, classes: number) =>
    `The ${size} numbers of z${classes === 0 ? '' : `, and ${classes} of y,`} as colours`,
  layer: (number: number) => `Layer ${number}`,
  describeLayer: ({ operator, kernel, stride, activation }: LayerDescription) =>
    `${operator === 'ConvTranspose' ? 'Transposed convolution' : 'Convolution'} ${kernel} × ${kernel}, stride ${stride}${
      activation === 'none' ? '' : `, then ${englishActivations[activation] ?? activation}`
    }`,
  tiles: (channels: number) =>
    `What came out of each of the ${channels} channels; the stronger the colour, the more active`,
  keyEnds: ['most below zero', 'most above zero'] as readonly [string, string],
  keyNote:
    'Each tile of a layer is one of its channels: the whole picture as one kind of neuron sees it. The stronger the colour, the more active. After ReLU nothing is below zero. Press a tile to enlarge it.',
  channel: (channel: number) => `Channel ${channel + 1}`,
  map: 'The way through both networks',
  mapLayer: (number: number) => `Layer ${number}`,
  mapPicture: 'RGB',
  mapFace: 'Picture',
  formulas: 'The same as formulas',
  formulaNotes: {
    z: (size: number) => `The latent vector: ${size} independent numbers of a normal distribution.`,
    y: (classes: number) =>
      `What is asked for: one of ${classes} classes. It stands beside z, so the first layer is longer, and nothing else changes in the generator.`,
    layer:
      'Each layer is a transposed convolution (⊛) with learned kernels W, batch norm, and ReLU. Its output h is a stack of feature maps.',
    batchNorm:
      'Batch norm: in training μ and σ² are those of the batch, afterwards fixed averages. So it can be multiplied into W, and no longer costs anything.',
    picture: 'The last layer gives three maps, and tanh brings them between −1 and 1: red, green and blue.',
    skip: 'Each size has a small layer that makes red, green and blue of its feature maps. The smaller pictures are enlarged (↑) and added, and tanh brings the sum between −1 and 1.',
    discriminator:
      'The discriminator goes the other way and ends in one number ℓ, the logit. The sigmoid makes a probability of it.',
    classifier:
      'This discriminator names the class as well: beside ℓ it ends in c, one number for each class, of which softmax makes probabilities.',
    lossD:
      'What the discriminator makes small: it wants its verdict near 1 for pictures x of the data, and near 0 for the generator’s. Where there is a γ₁, steep logits around x cost as well (the R1 penalty).',
    lossG:
      'What the generator makes small: it wants its pictures to be taken for those of the data. This form has a strong gradient where it is bad (the non-saturating loss).',
  },
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
      note: 'The discriminator reads the same figure backwards: each output pixel is the sum of a patch of the input, times the kernel, and the next one’s patch lies one stride further. So a large picture becomes a smaller one. The numbers count how often an input pixel has been read.',
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
  grid: (name: string, edge: number) => `${name}: ${edge} × ${edge}`,
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
  architecture: 'The generator enlarges, the discriminator reduces',
  architectureNote:
    'In training a second network stands against the generator. The discriminator goes the other way: from a picture, by strided convolutions with Leaky ReLU between them, to one number, D(x), which says how real it looks.',
  generator: 'Generator, down to a picture',
  discriminator: 'Discriminator, up to a number',
  discriminatorFromRecipe:
    'Of this model only the generator is published, so its discriminator cannot be watched at work. Its shapes are those that the recipe of the training gives.',
  discriminatorUnknown:
    'Of this model only the generator is published, and it does not say what its discriminator looked like.',
  discriminatorAtWork: 'The discriminator at work',
  discriminatorNote:
    'In training, pictures of the data and of the generator came to it in equal numbers, and it learned to tell them apart. D(x) is how sure it is that a picture is of the data: 1 quite sure, 0 quite sure that it is not, 0.5 a guess. The better the generator, the less it can tell. Below, what each of its layers sees, from the picture down to a grid of 4 × 4.',
  showFace: 'Show it this face',
  showPortrait: 'Show it a portrait',
  downloadSize: (bytes: number) => `Fetches the network first: ${(bytes / 1e6).toFixed(1)} MB.`,
  computingRealness: 'It is looking',
  shownPicture: { face: 'The face that it is shown', portrait: 'The portrait that it is shown' },
  realness: { face: 'D(G(z)), of this face', portrait: 'D(x), of a portrait' },
  pooling: 'Why strides in place of pooling?',
  poolingNote:
    'Pooling shrinks a picture by a fixed rule, such as keeping the largest of four, and forgets where it was. A convolution with stride 2 shrinks it as well, but learns what to keep. Going up, the same holds: a transposed convolution learns how to enlarge. The paper found GANs that way to be stable to train.',
};

const japaneseActivations: Readonly<Record<string, string>> = {
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  tanh: 'tanh',
  sigmoid: 'シグモイド',
};

const ja: typeof en = {
  anotherFace: '別の顔',
  computing: '中をのぞいています',
  noLayers: 'このモデルは別の場所から来たもので、層の構成が書かれていません。絵だけを表示します。',
  z: 'z、潜在ベクトル',
  zNote: '絵の始まり。正規分布から引いた数です。赤は正、青は負。',
  yNote: (classes) => `最後の ${classes} 個の数は y です。指定したクラスが 1、ほかは 0 です。`,
  latentHeatmap: (size, classes) => `z の ${size} 個${classes === 0 ? '' : `、y の ${classes} 個`}の数を色で`,
  layer: (number) => `第 ${number} 層`,
  describeLayer: ({ operator, kernel, stride, activation }) =>
    `${operator === 'ConvTranspose' ? '転置畳み込み' : '畳み込み'} ${kernel} × ${kernel}、ストライド ${stride}${
      activation === 'none' ? '' : `、続いて ${japaneseActivations[activation] ?? activation}`
    }`,
  tiles: (channels) => `${channels} 個のチャンネルの出力。色が強いほど活発`,
  keyEnds: ['0 より最も小さい', '0 より最も大きい'],
  keyNote:
    '層のタイルは、それぞれ一つのチャンネルです。一種類のニューロンから見た画面全体を表します。色が強いほど活発です。ReLU を通ったあとに負の値はありません。タイルを押すと拡大します。',
  channel: (channel) => `チャンネル ${channel + 1}`,
  map: '二つのネットワークの道すじ',
  mapLayer: (number) => `第 ${number} 層`,
  mapPicture: '赤緑青',
  mapFace: '絵',
  formulas: '同じことを式で',
  formulaNotes: {
    z: (size) => `潜在ベクトル。正規分布から独立に引いた ${size} 個の数です。`,
    y: (classes) =>
      `何を描くか。${classes} 個のクラスのうちの一つです。z の隣に並ぶので、最初の層が長くなるだけで、生成器のほかの部分は変わりません。`,
    layer:
      '各層は、学習したカーネル W による転置畳み込み（⊛）、バッチ正規化、ReLU です。出力 h は特徴マップの束です。',
    batchNorm:
      'バッチ正規化。学習中の μ と σ² はバッチのもの、学習後は決まった平均値です。だから W に織り込めて、計算は増えません。',
    picture: '最後の層は三枚のマップを出し、tanh で −1 と 1 の間に収めます。赤・緑・青です。',
    skip: '大きさごとに、特徴マップから赤・緑・青を作る小さな層があります。小さい絵を広げて（↑）足し合わせ、tanh で −1 と 1 の間に収めます。',
    discriminator: '識別器は逆に進み、一つの数 ℓ（ロジット）で終わります。シグモイドがそれを確率にします。',
    classifier:
      'この識別器はクラスも当てます。ℓ のほかに、クラスごとに一つの数 c を出し、softmax がそれを確率にします。',
    lossD:
      '識別器が小さくするもの。元データの画像 x では判定を 1 に、生成器の絵では 0 に近づけます。γ₁ があれば、x のまわりでロジットが急に変わることにも罰を与えます（R1 ペナルティ）。',
    lossG:
      '生成器が小さくするもの。自分の絵を元データの画像と思わせようとします。この形なら、下手なうちも勾配が十分に大きくなります（飽和しない損失）。',
  },
  picture: '絵',
  pictureNote: '最後の三つのチャンネルは赤・緑・青です。−1 … 1 を画面の明るさに直します。',
  pictureAt: (edge) => `${edge} × ${edge} の絵`,
  pictureAtNote: 'ここまでの赤・緑・青です。小さな絵を広げ、この大きさで描き足したもの。',
  convolution: {
    transposed: {
      title: '転置畳み込み',
      note: '入力の一画素ごとに、カーネルを掛けたものを出力の一区画に足します。次の画素の区画は、ストライドの分だけ先です。こうして小さな絵が大きくなります。カーネルの中身は学習で決まります。数字は、その画素に足された入力の数です。',
      step: '入力の画素',
      nothingLeft:
        'パディングがすべてを切り落としました。カーネルを大きくするか、パディングを減らしてください。',
      size: (edge, { kernel, stride, padding }) =>
        `(${edge} − 1) · ${stride} − 2 · ${padding} + ${kernel} = 一辺 ${transposedOutputSize(edge, { kernel, stride, padding })} 画素`,
      remark: ({ kernel, stride }) =>
        kernel % stride === 0
          ? 'カーネルがストライドの倍数なので、縁を除けば、どの画素にも同じ数の入力が足されます。'
          : 'カーネルがストライドの倍数でないため、区画の重なりにむらができます。初期の GAN の絵に見える市松模様はここから来ます。Dareka の層はカーネル 4、ストライド 2 です。',
    },
    strided: {
      title: 'ストライド付きの畳み込み',
      note: '識別器は、同じ図を逆に読みます。出力の一画素は、入力の一区画にカーネルを掛けて足し合わせたもので、次の画素の区画はストライドの分だけ先です。こうして大きな絵が小さくなります。数字は、その画素が読まれた回数です。',
      step: '出力の画素',
      nothingLeft: 'カーネルが入りません。カーネルを小さくするか、パディングを増やしてください。',
      size: (edge, { kernel, stride, padding }) =>
        `(${edge} + 2 · ${padding} − ${kernel}) / ${stride} + 1 を切り捨てて、一辺 ${convolutionOutputSize(edge, { kernel, stride, padding })} 画素`,
      remark: ({ kernel, stride }) =>
        kernel < stride
          ? 'ストライドがカーネルより長いため、読まれずに飛ばされる画素があります。'
          : '区画の届かない縁を除けば、どの画素も一度は読まれます。',
    },
  },
  input: '入力',
  output: '出力',
  grid: (name, edge) => `${name}：${edge} × ${edge}`,
  kernel: 'カーネル',
  stride: 'ストライド',
  padding: 'パディング',
  play: '再生',
  pause: '一時停止',
  activations: '活性化関数',
  activation: { relu: 'ReLU', leakyRelu: 'Leaky ReLU', tanh: 'tanh' },
  activationNote: {
    relu: '生成器の層と層の間に。負の値は 0 になり、チャンネルに見えないものは黙ったままです。',
    leakyRelu: '識別器の中に。負の値も少しだけ通すので、勾配がいつも生成器まで届きます。',
    tanh: '生成器の出口に。何が来ても、画素と同じ −1 と 1 の間に収めます。',
  },
  value: '入れる値',
  architecture: '生成器の拡大と識別器の縮小',
  architectureNote:
    '学習のあいだ、生成器の前にはもう一つのネットワークが立ちます。識別器の道は逆で、絵からストライド付きの畳み込みを Leaky ReLU を挟んで重ね、どれほど本物らしいかを表す一つの数 D(x) に至ります。',
  generator: '生成器（下へ、絵になる）',
  discriminator: '識別器（上へ、数になる）',
  discriminatorFromRecipe:
    'このモデルで公開しているのは生成器だけなので、識別器が働くところは見られません。形は、学習のレシピから導いたものです。',
  discriminatorUnknown: 'このモデルで公開しているのは生成器だけで、識別器の形は伝えられていません。',
  discriminatorAtWork: '識別器の仕事ぶり',
  discriminatorNote:
    '学習のあいだ、識別器には元データの画像と生成器の絵が同じ数だけ届き、両者を見分けることを学びました。D(x) は、それが元データの画像だとどれほど確信しているかです。1 ならそうに違いない、0 なら違うに決まっている、0.5 なら当てずっぽう。生成器が上達するほど見分けられなくなります。下は、絵から 4 × 4 の格子まで、各層に見えているものです。',
  showFace: 'この顔を見せる',
  showPortrait: '肖像を見せる',
  downloadSize: (bytes) => `先にネットワーク（${(bytes / 1e6).toFixed(1)} MB）を読み込みます。`,
  computingRealness: '見ているところです',
  shownPicture: { face: '見せている顔', portrait: '見せている肖像' },
  realness: { face: 'D(G(z))、この顔', portrait: 'D(x)、肖像' },
  pooling: 'なぜプーリングではなくストライドなのか',
  poolingNote:
    'プーリングは、四つのうち最大を残すといった決まった規則で絵を縮め、それがどこにあったかを忘れます。ストライド 2 の畳み込みも絵を縮めますが、何を残すかを学びます。上りも同じで、転置畳み込みは広げ方を学びます。論文は、この作りの GAN が安定して学習できることを示しました。',
};

export const insideTexts = { en, ja };
