/** The texts of the panel "The step". */
import { formatCount } from '../../texts/format-count.ts';

const en = {
  oneStep: 'One step',
  title: 'The step',
  pace: 'How fast it trains',
  paces: { full: 'Full speed', slow: '2 steps a second', slowest: '1 step in 2 seconds' },
  loading: 'Looking into the next step',
  stages: 'The stages of a step',
  previous: 'Back',
  next: 'Next',
  takeStep: 'Take this step',
  ofStep: (step: number, isNext: boolean) =>
    `Step ${formatCount(step)}${isNext ? ', which comes next' : ''}.`,
  lastUpdate: (updates: number) =>
    `D is updated ${updates} times in a step, each on a batch of its own; this is the last one, which G’s update follows.`,
  stage: (stage: number, stages: number) => `Stage ${stage} of ${stages}.`,
  whole:
    'All of one step: the generator G draws fakes from z, the discriminator D judges them and real pictures, and from both losses the gradients come back: first D is updated, then G. Go through its six stages with the buttons or the arrow keys.',
  stageNotes: {
    real: 'D looks at real pictures. Below each stands D(x), how sure D is that it is real; the loss is small where D says 1.',
    fake: 'G draws fakes from z, and D looks at them, too. For D the loss is small where it says 0.',
    updateD:
      'The gradient of both losses flows back through D, and Adam moves its weights a little. G only looks on: nothing flows into the fakes.',
    throughD:
      'The D that has just learned looks at the same fakes once more. Now the loss is G’s: it is small where D says 1.',
    updateG:
      'That gradient flows back through D, which stays as it is, into each pixel of the fakes, and on through G, whose weights Adam moves.',
    average:
      'Each weight of the averaged G moves a little towards the new one. The pictures on the page are drawn by the average, which wavers less.',
  },
  latent: (shown: number, all: number, values: string) =>
    `The first ${shown} of ${all} numbers of z: ${values}`,
  ofFirst: 'of the first fake',
  generator: 'Generator G',
  discriminator: 'Discriminator D',
  fakes: 'Fakes, G(z)',
  reals: 'Real pictures, x',
  fakesLabel: 'Fakes, each with D’s verdict',
  fakesAgainLabel: 'Fakes, each with the verdict of the updated D',
  realsLabel: 'Real pictures, each with D’s verdict',
  losses: 'Losses',
  lossDReal: 'D, on real',
  lossDFake: 'D, on fakes',
  extraD: 'D, penalties and classes',
  lossG: 'G',
  extraG: 'G, classes',
  pixelGradient: 'What D would change',
  pixelGradientNote:
    'Red: more light in this pixel would please D; blue: less. It is the gradient that D sends into the picture, all G ever learns from; each picture is scaled to its own largest value.',
  layer: 'Layer',
  weightNote: 'The norm of the layer’s weights',
  gradientNote: 'The norm of their gradient, on a logarithmic scale',
  updateNote: 'How far the step moves them, as a share of their norm',
  percent: (value: number) => `${value < 10 ? value.toPrecision(2) : Math.round(value)} %`,
  columnsNote:
    '‖w‖ is the norm of a layer’s weights, ‖∇‖ that of their gradient (the bar is logarithmic, from 0.00001 to 100), Δw how far the step moves them. Bars that shrink from layer to layer are a gradient that vanishes.',
  insideLink: 'What a layer is',
  code: 'code',
  codeOf: (path: string) => `Source code: ${path}`,
};

const ja: typeof en = {
  oneStep: '1 ステップ',
  title: 'ステップの中身',
  pace: '学習の速さ',
  paces: { full: '全速', slow: '毎秒 2 回', slowest: '2 秒に 1 回' },
  loading: '次のステップの中を見ています',
  stages: 'ステップの段階',
  previous: '戻る',
  next: '次へ',
  takeStep: 'このステップを進める',
  ofStep: (step, isNext) => `${isNext ? '次の' : ''}ステップ ${formatCount(step)}。`,
  lastUpdate: (updates) =>
    `このステップで D は ${updates} 回、毎回別の絵で更新されます。これは G の更新の前の、最後の回です。`,
  stage: (stage, stages) => `${stages} 段階のうち ${stage}。`,
  whole:
    '1 ステップの全体です。生成器 G が z から偽物を描き、識別器 D が偽物と本物を見て、二つの損失から勾配が戻ります。先に D、つぎに G が更新されます。ボタンか矢印キーで、六つの段階を順に見られます。',
  stageNotes: {
    real: 'D が本物の絵を見ます。下の数は D(x)、本物だという確信の度合いです。D が 1 と言うほど損失は小さくなります。',
    fake: 'G が z から偽物を描き、D はそれも見ます。D にとっては、0 と言うほど損失が小さくなります。',
    updateD:
      '二つの損失の勾配が D を逆にたどり、Adam が D の重みを少し動かします。G は見ているだけで、偽物へは何も流れません。',
    throughD:
      'いま学んだばかりの D が、同じ偽物をもう一度見ます。こんどの損失は G のもので、D が 1 と言うほど小さくなります。',
    updateG:
      'その勾配は、もう動かない D を通って偽物の画素ひとつひとつへ流れ、さらに G を逆にたどり、Adam が G の重みを動かします。',
    average:
      '平均した G の重みが、新しい重みへ少しずつ近づきます。このページの絵を描くのは、揺れの少ない平均のほうです。',
  },
  latent: (shown, all, values) => `z の ${all} 個の数のうち、はじめの ${shown} 個：${values}`,
  ofFirst: '最初の偽物の z',
  generator: '生成器 G',
  discriminator: '識別器 D',
  fakes: '偽物 G(z)',
  reals: '本物 x',
  fakesLabel: '偽物と、それぞれへの D の判定',
  fakesAgainLabel: '偽物と、それぞれへの更新後の D の判定',
  realsLabel: '本物と、それぞれへの D の判定',
  losses: '損失',
  lossDReal: 'D、本物で',
  lossDFake: 'D、偽物で',
  extraD: 'D、罰則とクラス',
  lossG: 'G',
  extraG: 'G、クラス',
  pixelGradient: 'D が変えたいところ',
  pixelGradientNote:
    '赤は、その画素が明るいほど D が喜ぶところ。青は、暗いほど喜ぶところです。D が絵へ送る勾配で、G が学ぶ手がかりはこれだけです。絵ごとに、いちばん大きい値に合わせてあります。',
  layer: '層',
  weightNote: '層の重みのノルム',
  gradientNote: 'その勾配のノルム（対数目盛り）',
  updateNote: 'このステップで動く量（重みのノルムに対する割合）',
  percent: (value) => `${value < 10 ? value.toPrecision(2) : Math.round(value)} %`,
  columnsNote:
    '‖w‖ は層の重みのノルム、‖∇‖ はその勾配のノルム（棒は 0.00001 から 100 までの対数目盛り）、Δw はこのステップで動く割合です。層を追うごとに棒が縮むなら、勾配が消えかけています。',
  insideLink: '層とは何か',
  code: 'コード',
  codeOf: (path) => `ソースコード：${path}`,
};

export const dataFlowTexts = { en, ja };
