/** The texts of the whole model card. */

import type { Manifest } from '../../../latent/model/manifest.ts';
import type { ClassMeasurements } from '../../../latent/model/measurements.ts';
import { formatCount } from '../texts/format-count.ts';
import { minutesInEnglish, minutesInJapanese } from '../texts/minutes.ts';

type Layer = Manifest['layers'][number];

const en = {
  licence: (name: string) => `Licence: ${name}`,
  back: 'In short',
  raw: 'The card as it was published (Markdown)',
  use: 'Intended use',
  limits: 'Limits',
  network: 'The network',
  layer: 'Layer',
  convolution: 'Convolution',
  activation: 'Activation',
  output: 'Output',
  describe: ({ operator, kernel, stride }: Layer) =>
    `${operator === 'ConvTranspose' ? 'transposed' : 'plain'} ${kernel} × ${kernel}, stride ${stride}`,
  noLayers: 'The graph is not a plain chain of convolutions, so its layers are not listed here.',
  weights:
    'Batch norm is folded into the weights, which are stored in 8 bits with a scale for each output channel.',
  exactWeights: 'Batch norm is folded into the weights, which are stored as they are, in 32 bits.',
  discriminator:
    'A discriminator that was trained against it is published too, in 8 bits. Pictures are drawn without it; the view “Inside” shows what it sees.',
  discriminatorLink: 'See the layers at work',
  training: 'Training',
  before: (name: string, images: number, minutes: number) =>
    `It continues an earlier training, ${name}, which had seen ${formatCount(images)} images in ${minutesInEnglish(minutes)}.`,
  trained: (images: number, steps: number, minutes: number) =>
    `It was trained on ${formatCount(images)} images, in ${formatCount(steps)} steps and ${minutesInEnglish(minutes)}.`,
  discriminatorTrained: (images: number, steps: number, minutes: number) =>
    `Then only the discriminator was trained, against the finished generator: ${formatCount(images)} images, in ${formatCount(steps)} steps and ${minutesInEnglish(minutes)}.`,
  machine: (machine: string) => `The machine: ${machine}.`,
  average: 'The published weights are the moving average of the generator’s (EMA).',
  noTraining: 'It was not trained here.',
  recipe: 'The recipe, by its names in the training package',
  name: 'Name',
  setting: 'Setting',
  protocol: (protocol: string, samples: number) =>
    `Protocol ${protocol}: ${formatCount(samples)} pictures a draw, fixed seeds. The last column is pictures of the data against others of it: the best that is possible.`,
  classes: 'Classes',
  classesNote: ({ reader, samples }: ClassMeasurements, data: string, drawn: string) =>
    `A small network learned the classes from ${formatCount(reader.learned)} pictures of the data. It reads ${data} of ${formatCount(reader.tested)} others correctly, and ${drawn} of the model’s, ${samples} of each class, as what was asked for. Diversity is how different two pictures of a class are: the root mean square of their difference at 16 × 16 in [−1, 1].`,
  share: 'Share',
  readAsAsked: 'Read as asked for',
  ofTheData: 'Of the data',
  diversity: 'Diversity',
  directions: 'Directions',
  directionsNote:
    'Fitted to what an attribute network reads in faces; amounts are in units of z. “Moves” is how often a face’s own trait changes as asked between the lowest and the highest amount, “believable” how many faces at the ends are no further from the middle than 99 of 100 faces of the model.',
  axesNote:
    'Principal axes, found without labels: the ways in which its pictures differ most at a glance. Amounts are in units of z; the share is how much of what changes the picture lies along the axis.',
  direction: 'Direction',
  ends: 'From – to',
  range: 'Range',
  moves: 'Moves',
  believable: 'Believable',
  effects: 'Cross-talk',
  effectsNote:
    'The mean change of each trait (columns) from the lowest amount of a direction (rows) to the highest, in standard deviations.',
  traits: 'Traits of avatars',
  traitsNote: (names: number, usual: number, reader: string) =>
    `Each row is the faces of ${formatCount(names)} names that were asked for these traits, as the attribute network ${reader} reads them; the last column is the share among ${formatCount(usual)} names without traits. The network learned from renders, as the generator did, and has errors of its own.`,
  traitsAim: (one: string, several: string) =>
    `The aim is ${one} for one trait, and ${several} for several together.`,
  asked: 'Asked for',
  read: 'Read',
  interval: '95 % interval',
  reaches: 'Reaches the aim',
  yes: 'yes',
  no: 'no',
  absent: 'in no portrait',
  withoutTraits: 'Without traits',
  nothing: 'nothing',
  sharesOfOthers: 'What else these faces show',
  sharesNote: 'How many of the same faces show the other traits, in %.',
  noTraits: 'This was not measured for this model.',
  arithmetic: 'Arithmetic',
  arithmeticNote:
    'As in section 6.3.2 of the DCGAN paper: each term is the mean of three exemplars, chosen by the attribute network, which also reads the result.',
  relation: 'Relation',
  shows: 'Should show',
  asMeant: 'Read as meant',
  triples: 'Triples',
  turns: 'Turning heads',
  turnsNote:
    'The smoothest ways of a head from left to right. Roughness is the largest second difference of the angle over 17 frames; identity is 1 where nothing that makes a person changes, and 0 where they change as between two people.',
  seed: 'Seed',
  turn: 'Turn',
  roughness: 'Roughness',
  identity: 'Identity',
  value: 'Value',
  file: 'The published file',
  fileNote: (protocol: string) => `Protocol ${protocol}.`,
};

const ja: typeof en = {
  licence: (name) => `ライセンス：${name}`,
  back: '要約',
  raw: '公開時のカード（Markdown、英語）',
  use: '想定する用途',
  limits: '限界',
  network: 'ネットワーク',
  layer: '層',
  convolution: '畳み込み',
  activation: '活性化関数',
  output: '出力',
  describe: ({ operator, kernel, stride }) =>
    `${operator === 'ConvTranspose' ? '転置畳み込み' : '畳み込み'} ${kernel} × ${kernel}、ストライド ${stride}`,
  noLayers: '単純な畳み込みの連なりではないため、層はここに載せていません。',
  weights: 'バッチ正規化は重みに織り込んであります。重みは出力チャンネルごとの尺度を持つ 8 ビットです。',
  exactWeights: 'バッチ正規化は重みに織り込んであります。重みは 32 ビットのまま保存しています。',
  discriminator:
    'この生成器に対して学習した識別器も 8 ビットで公開しています。描くためには使いません。何を見ているかは「しくみ」で見られます。',
  discriminatorLink: '層の働きを見る',
  training: '学習',
  before: (name, images, minutes) =>
    `以前の学習 ${name} の続きです。それまでに ${formatCount(images)} 枚を ${minutesInJapanese(minutes)}で見ています。`,
  trained: (images, steps, minutes) =>
    `${formatCount(images)} 枚を ${formatCount(steps)} ステップ、${minutesInJapanese(minutes)}で学びました。`,
  discriminatorTrained: (images, steps, minutes) =>
    `その後、完成した生成器に対して識別器だけを学習しました。${formatCount(images)} 枚、${formatCount(steps)} ステップ、${minutesInJapanese(minutes)}です。`,
  machine: (machine) => `計算機は ${machine.replace(/^(\d+) cores? of (.+)$/, '$2（$1 コア）')} です。`,
  average: '公開した重みは、生成器の重みの移動平均（EMA）です。',
  noTraining: 'ここで学習したモデルではありません。',
  recipe: 'レシピ（学習パッケージでの名前）',
  name: '名前',
  setting: '設定',
  protocol: (protocol, samples) =>
    `手順 ${protocol}。一回に ${formatCount(samples)} 枚を、決まったシードで描きました。最後の列は元データの画像どうしの値で、これが限度です。`,
  classes: 'クラス',
  classesNote: ({ reader, samples }, data, drawn) =>
    `小さなネットワークが、元データの ${formatCount(reader.learned)} 枚からクラスを学びました。別の ${formatCount(reader.tested)} 枚は ${data}、このモデルが描いたもの（各クラス ${samples} 枚）は ${drawn} が指定どおりに読めます。「多様さ」は、同じクラスの二枚の違い（16 × 16、[−1, 1] での二乗平均平方根）です。`,
  share: '割合',
  readAsAsked: '指定どおり',
  ofTheData: '元データ',
  diversity: '多様さ',
  directions: '特徴の方向',
  directionsNote:
    '属性ネットワークが顔から読み取るものに合わせて求めました。量は z の単位です。「動く」は、最小から最大までに狙った特徴が変わった割合。「自然」は、両端の顔のうち、このモデルの顔 100 個中 99 個より中心から離れていないものの割合です。',
  axesNote:
    'ラベルなしで求めた主軸です。ひと目でわかる絵の違いが、最も大きい向きです。量は z の単位。「割合」は、絵の変化のうちその主軸に沿うものの割合です。',
  direction: '方向',
  ends: 'から – まで',
  range: '範囲',
  moves: '動く',
  believable: '自然',
  effects: 'ほかの特徴への影響',
  effectsNote: '方向（行）を最小から最大まで動かしたときの、各特徴（列）の平均の変化。単位は標準偏差です。',
  traits: 'アバターの特徴',
  traitsNote: (names, usual, reader) =>
    `各行は、その特徴を指定した ${formatCount(names)} 個の名前の顔を、属性ネットワーク ${reader} が読み取った結果です。最後の列は、指定のない ${formatCount(usual)} 個の名前での割合。ネットワークも生成器と同じくレンダリング画像から学んでおり、読み違えることがあります。`,
  traitsAim: (one, several) => `目標は、特徴一つで ${one}、いくつか一緒で ${several} です。`,
  asked: '指定',
  read: '読み取り',
  interval: '95 % 区間',
  reaches: '目標に届くか',
  yes: '届く',
  no: '届かない',
  absent: '肖像にない',
  withoutTraits: '指定なし',
  nothing: 'なし',
  sharesOfOthers: '同じ顔のほかの特徴',
  sharesNote: '同じ顔のうち、ほかの特徴を示すものの割合（%）。',
  noTraits: 'このモデルでは測定していません。',
  arithmetic: '足し算・引き算',
  arithmeticNote:
    'DCGAN の論文の 6.3.2 節のとおり、各項は三つの例の平均です。例は属性ネットワークが選び、結果も同じものが読み取ります。',
  relation: '式',
  shows: '期待する結果',
  asMeant: '期待どおり',
  triples: '組の数',
  turns: '振り向く顔',
  turnsNote:
    '左から右へ最も滑らかに振り向く道です。「粗さ」は 17 コマでの角度の二階差分の最大値。「同一性」は、その人らしさが何も変わらなければ 1、別人ほど変われば 0 です。',
  seed: 'シード',
  turn: '角度',
  roughness: '粗さ',
  identity: '同一性',
  value: '値',
  file: '公開したファイル',
  fileNote: (protocol) => `手順 ${protocol}。`,
};

export const cardTexts = { en, ja };
