/** The texts of the view "about". */

import { formatCount } from '../texts/format-count.ts';
import { minutesInEnglish, minutesInJapanese } from '../texts/minutes.ts';

const englishMetrics: Readonly<Record<string, string>> = {
  meanDifference255: 'Published weights against exact ones, mean difference of 255',
  maxDifference255: 'The same, largest difference of 255',
};

const en = {
  summary: (size: number, edge: number, layers: number) =>
    `A small neural network, the generator of a DCGAN, that makes a picture of ${edge} × ${edge} pixels from ${size} numbers${
      layers === 0 ? '' : ` in ${layers} layers`
    }. It runs on your device; nothing that you make here is sent anywhere.`,
  sources: {
    noRealPeople:
      'No photograph of a real person is in the data, so none is in the weights. Whoever a face looks like, it is nobody.',
    noPortraits: 'No photograph of a real person is in the data, so none is in the weights.',
    realPeople:
      'It learned from photographs of real people. What it draws is made up, but can resemble those that it learned from.',
  },
  use: {
    faces:
      'It is for showing, mixing and sharing made-up faces, and for learning how a DCGAN works. It is not for passing a face off as a real person’s, and it says nothing about any group of people.',
    classes:
      'It is for showing, mixing and sharing made-up pictures, and for learning how a conditional GAN works.',
    pictures: 'It is for showing and mixing made-up pictures, and for learning how a GAN works.',
  },
  avatars: 'A face for every name, for your pages and programs',
  wholeCard: 'The whole model card',
  allNumbers: 'All numbers, in the whole model card',
  model: 'Model',
  compare: 'Two models, the same seeds',
  compareNote:
    'Each column is one seed: the same random numbers, given to both. “dcgan-64” is the network of the DCGAN paper of 2015, trained as the paper says, on portraits of an earlier renderer. What lies between the two is ten years of tricks: skip outputs, a gradient penalty, averaged weights, a schedule. The same numbers mean something else to another model.',
  startComparing: 'Draw with both',
  compareWith: 'Beside it',
  otherSeeds: 'Other seeds',
  fact: 'Fact',
  pictureSize: 'Size of the pictures',
  weightBytes: 'Weights to download',
  data: 'What it learned from',
  pictures: 'Pictures',
  licence: 'Licence',
  imagesSeen: 'Pictures seen in training',
  trainingTime: 'Time of training',
  unknown: 'not known',
  count: formatCount,
  minutes: minutesInEnglish,
  limits: 'It can only show what is in that data, and is worst at what is rare in it.',
  numbers: 'What was measured',
  notEvaluated: 'How near its pictures are to those of the data was not measured for this model.',
  measure: 'Measure',
  value: 'Its pictures',
  reference: {
    noRealPeople: 'Rendered portraits',
    noPortraits: 'Pictures of the data',
    realPeople: 'Pictures of the data',
  },
  betterWhen: { less: 'less is better', more: 'more is better' },
  metric: (name: string): string => englishMetrics[name] ?? name,
  rareGroups: 'Who is rare',
  rareNote:
    'What is rare among the portraits is rarer, and drawn less well, among the faces. Shapes are settings of the renderer, mixed in each portrait, and stand for no people.',
  group: 'Group',
  inPortraits: 'Portraits',
  inFaces: 'Faces',
  share: (part: number) => `${(part * 100).toFixed(1)} %`,
  drawing: 'What draws here',
  whyRuntime: {
    kernel:
      'The kernel of this project comes with the page. It is a thousandth of the size of ONNX Runtime, faster on WASM, and draws the same pictures as the links.',
    onnx: 'ONNX Runtime Web draws because this address asks for it. It has to be downloaded, and no pixel differs visibly.',
  },
  kernelCannot:
    'ONNX Runtime Web draws because the kernel of this project does not know models of this kind.',
  storage: 'Stored on this device',
  offlineReady: 'Everything is here: this page works without a network too.',
  offlineWithoutTraining: 'This page works without a network too, except for training in it.',
  storeTraining: (megabytes: number | null) =>
    `Keep what training needs, too${megabytes === null ? '' : ` (${megabytes.toFixed(1)} MB to fetch)`}`,
  storingTraining: 'What training needs is being fetched and kept …',
  trainingNotStored: 'What training needs could not be fetched or kept.',
  offlinePending:
    'After the first face, what the page needs is kept here, so that it works without a network.',
  parts: {
    model: 'Models',
    runtime: 'ONNX Runtime',
    page: 'The page',
    training: 'What you trained here',
  },
  megabytes: (value: number) => `${value.toFixed(1)} MB`,
  storageNote:
    'None of this is about you. Favourites and your language are kept apart, and stay. What you trained here goes with the rest.',
  remove: 'Remove what is stored',
  removeQuestion: (hasTrained: boolean): string =>
    hasTrained
      ? 'Remove all of it? What you trained here cannot be brought back.'
      : 'Remove all of it? Without a network the page then no longer works.',
  confirmRemoval: 'Remove',
  cancelRemoval: 'Keep it',
  removed: 'Removed. At the next visit it is fetched and kept again.',
};

const japaneseMetrics: Readonly<Record<string, string>> = {
  meanDifference255: '公開した重みと元の重みの差の平均（255 段階）',
  maxDifference255: '同じく最大（255 段階）',
};

const ja: typeof en = {
  summary: (size, edge, layers) =>
    `DCGAN の生成器という小さなニューラルネットワークです。${size} 個の数から${
      layers === 0 ? '' : `、${layers} 層で`
    } ${edge} × ${edge} 画素の絵を作ります。あなたの端末で動き、ここで作ったものはどこにも送られません。`,
  sources: {
    noRealPeople:
      'データに実在の人の写真は一枚もないので、重みの中にも実在の人はいません。誰かに似ていても、それは誰でもない人です。',
    noPortraits: 'データに実在の人の写真は一枚もないので、重みの中にも実在の人はいません。',
    realPeople: '実在の人の写真から学びました。描くのは作りものですが、学んだ誰かに似ることがあります。',
  },
  use: {
    faces:
      '作りものの顔を見せ、まぜ、分け合うため、そして DCGAN のしくみを学ぶためのものです。実在の人の顔と偽るためのものではなく、どんな集団についても何も語りません。',
    classes: '作りものの画像を見せ、まぜ、分け合うため、そして条件つき GAN のしくみを学ぶためのものです。',
    pictures: '作りものの画像を見せ、まぜるため、そして GAN のしくみを学ぶためのものです。',
  },
  avatars: '名前ごとの顔を、あなたのページやプログラムに',
  wholeCard: 'モデルカードの全文',
  allNumbers: 'すべての数値（モデルカードの全文）',
  model: 'モデル',
  compare: '二つのモデル、同じシード',
  compareNote:
    '縦の列ごとに同じシードです。同じ乱数を両方に渡しています。「dcgan-64」は 2015 年の DCGAN の論文のネットワークで、論文のとおりに、以前のレンダラーの肖像で学習しました。二つの差は十年分の工夫です。各解像度の出力を足し合わせる構造、勾配ペナルティ、重みの平均、学習率の調整。同じ数でも、別のモデルでは別のものになります。',
  startComparing: '両方で描く',
  compareWith: '比べる相手',
  otherSeeds: '別のシード',
  fact: '項目',
  pictureSize: '絵の大きさ',
  weightBytes: '取得する重み',
  data: '何から学んだか',
  pictures: '画像の数',
  licence: 'ライセンス',
  imagesSeen: '学習で見た枚数',
  trainingTime: '学習の時間',
  unknown: '不明',
  count: formatCount,
  minutes: minutesInJapanese,
  limits: '描けるのはデータにあるものだけで、データに少ないものほど苦手です。',
  numbers: '測定結果',
  notEvaluated: 'このモデルでは、描くものがどれほどデータに近いかは測られていません。',
  measure: '指標',
  value: 'このモデル',
  reference: {
    noRealPeople: '元データの肖像画像',
    noPortraits: '元データの画像',
    realPeople: '元データの画像',
  },
  betterWhen: { less: '小さいほど良い', more: '大きいほど良い' },
  metric: (name) => japaneseMetrics[name] ?? name,
  rareGroups: '少ない人たち',
  rareNote:
    '肖像の中で少ないものは、顔の中ではもっと少なく、描くのも苦手です。形状はレンダラーの設定で、どの肖像にも混ざっています。特定の人々を表すものではありません。',
  group: 'グループ',
  inPortraits: '肖像',
  inFaces: '顔',
  share: (part) => `${(part * 100).toFixed(1)} %`,
  drawing: 'ここで描いているもの',
  whyRuntime: {
    kernel:
      'このプロジェクトのカーネルは、ページと一緒に届きます。大きさは ONNX Runtime の千分の一ほどで、WASM ではより速く、リンクと同じ絵を描きます。',
    onnx: 'このアドレスが指定しているので、ONNX Runtime Web が描いています。取得が必要ですが、見てわかる違いはありません。',
  },
  kernelCannot:
    'この種類のモデルはこのプロジェクトのカーネルでは描けないため、ONNX Runtime Web が描いています。',
  storage: 'この端末に保存されているもの',
  offlineReady: 'すべて揃っています。このページはネットワークなしでも使えます。',
  offlineWithoutTraining: 'このページはネットワークなしでも使えます。ただし、ここでの学習だけは別です。',
  storeTraining: (megabytes) =>
    `学習に必要なものも保存する${megabytes === null ? '' : `（取得する量 ${megabytes.toFixed(1)} MB）`}`,
  storingTraining: '学習に必要なものを取得して保存しています…',
  trainingNotStored: '学習に必要なものを取得または保存できませんでした。',
  offlinePending: '最初の顔を描いたあと、必要なものを保存し、ネットワークなしでも使えるようにします。',
  parts: {
    model: 'モデル',
    runtime: 'ONNX Runtime',
    page: 'ページ',
    training: 'ここで学習したもの',
  },
  megabytes: (value) => `${value.toFixed(1)} MB`,
  storageNote:
    'あなたに関するものはありません。お気に入りと言語の設定は別に保存され、そのまま残ります。ここで学習したものは一緒に消えます。',
  remove: '保存したものを消す',
  removeQuestion: (hasTrained) =>
    hasTrained
      ? 'すべて消しますか。ここで学習したものは元に戻せません。'
      : 'すべて消しますか。ネットワークなしでは使えなくなります。',
  confirmRemoval: '消す',
  cancelRemoval: '残す',
  removed: '消しました。次に開いたときに、また取得して保存します。',
};

export const aboutTexts = { en, ja };
