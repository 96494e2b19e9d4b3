import { convolutionOutputSize, transposedOutputSize } from '../inside/convolution-geometry.ts';
import type { inside as englishInside, training as englishTraining } from './en-learn.ts';

const activationNames: Readonly<Record<string, string>> = {
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  tanh: 'tanh',
  sigmoid: 'シグモイド',
};

export const inside: typeof englishInside = {
  another: '別の顔',
  looking: '中をのぞいています',
  noLayers: 'このモデルは別の場所から来たもので、層の構成が書かれていません。絵だけを表示します。',
  z: 'z、潜在ベクトル',
  zNote: '顔の始まり。正規分布から引いた数です。赤は正、青は負。',
  zSheet: (size) => `z の ${size} 個の数を色で`,
  layer: (number) => `第 ${number} 層`,
  facts: ({ operator, kernel, stride, activation }) =>
    `${operator === 'ConvTranspose' ? '転置畳み込み' : '畳み込み'} ${kernel} × ${kernel}、ストライド ${stride}${
      activation === 'none' ? '' : `、続いて ${activationNames[activation] ?? activation}`
    }`,
  tiles: (channels) => `${channels} 個のチャンネルの出力。濃いほど活発`,
  channel: (channel) => `チャンネル ${channel + 1}`,
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
      note: '下り道は、同じ図を逆に読みます。出力の一画素は、入力の一区画にカーネルを掛けて足し合わせたもので、次の画素の区画はストライドの分だけ先です。こうして大きな絵が小さくなります。数字は、その画素が読まれた回数です。',
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
  wayDown: '上り道と、識別器の下り道',
  wayDownNote:
    '学習のあいだ、生成器の前にはもう一つのネットワークが立ちます。識別器の道は逆で、絵からストライド付きの畳み込みを Leaky ReLU を挟んで重ね、どれほど本物らしいかを表す一つの数 D(x) に至ります。',
  generator: '生成器(下へ、絵になる)',
  discriminator: '識別器(上へ、数になる)',
  downFromRecipe:
    'このモデルで公開しているのは生成器だけなので、識別器が働くところは見られません。形は、学習のレシピから導いたものです。',
  downUnknown: 'このモデルで公開しているのは生成器だけで、識別器の形は伝えられていません。',
  judging: '識別器の仕事ぶり',
  judgingNote:
    '学習のあいだ、識別器には肖像と生成器の顔が同じ数だけ届き、両者を見分けることを学びました。D(x) は、その絵が肖像だとどれほど確信しているかです。1 なら肖像に違いない、0 なら違うに決まっている、0.5 なら当てずっぽう。顔が良くなるほど見分けられなくなります。下は、絵から 4 × 4 の格子まで、各層に見えているものです。',
  judgeFace: 'この顔を見せる',
  judgePortrait: '肖像を見せる',
  judgeBytes: (bytes) => `先にネットワーク(${(bytes / 1e6).toFixed(1)} MB)を読み込みます。`,
  judgingNow: '見ているところです',
  judged: { face: '見せている顔', portrait: '見せている肖像' },
  says: { face: 'D(G(z))、この顔', portrait: 'D(x)、肖像' },
  pooling: 'なぜプーリングではなくストライドなのか',
  poolingNote:
    'プーリングは、四つのうち最大を残すといった決まった規則で絵を縮め、それがどこにあったかを忘れます。ストライド 2 の畳み込みも絵を縮めますが、何を残すかを学びます。上りも同じで、転置畳み込みは広げ方を学びます。論文は、この作りの GAN が安定して学習できることを示しました。',
};

export const training: typeof englishTraining = {
  none: 'このモデルはここで学習したものではないため、学習の記録映像がありません。',
  film: (step) => `同じ十六個の潜在ベクトルを、${step} ステップの時点で描いたもの`,
  moment: '学習の時点',
  step: (step) => `${step.toLocaleString('ja')} ステップ`,
  play: '再生',
  pause: '一時停止',
  soFar: (images, seconds) =>
    `この時点までに ${images.toLocaleString('ja')} 枚を見て、${Math.round(seconds / 60)} 分。`,
  losses: '損失',
  scores: '本物らしさ',
  lossD: '識別器',
  lossG: '生成器',
  why: 'なぜ曲線は下がっていかないのか',
  whyNotes: [
    '損失が下がって平らになれば、ふつうは収束です。ここでは二つのネットワークが競い合っています。生成器が上達すれば識別器の仕事は難しくなり、その逆も同じです。だから損失は漂ったまま、顔だけが良くなっていきます。',
    'D(x) は識別器が本物の肖像をどれほど本物らしいと見るか、D(G(z)) は生成器の顔をどう見るかです。顔が完璧なら当てずっぽうになり、どちらも 0.5 になります。大きく離れたら識別器が勝ちすぎで、生成器はあまり学べません。',
    'GAN は損失では測れません。同じ数から何を描くかを見てください。この映像がそれです。',
  ],
};
