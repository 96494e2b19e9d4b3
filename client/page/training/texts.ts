/** The texts of the view "training". */

import { formatCount } from '../texts/format-count.ts';
import { minutesInEnglish, minutesInJapanese } from '../texts/minutes.ts';

const en = {
  none: 'This model was not trained here, so it came without a film of its training.',
  otherModel: (filmed: string, other: string) =>
    `This is the training of ${filmed}. That of ${other}, which draws here, was not filmed.`,
  film: (step: number) => `The same latent vectors, drawn after step ${step}`,
  play: 'Play',
  pause: 'Pause',
  soFar: (images: number, seconds: number) =>
    `${formatCount(images)} pictures seen in ${minutesInEnglish(seconds / 60)} by then.`,
  published: (step: number) =>
    `The run went on for longer: the model that draws here is that of step ${formatCount(step)}.`,
  curvesTitle: 'Why do these curves not go down?',
  curvesNotes: [
    'A loss that falls and flattens means that a network has converged. Here two networks play against each other: whenever the generator gets better, the discriminator’s task gets harder, and the other way round. So the losses hover, while the pictures keep getting better.',
    'D(x) is how real the discriminator finds pictures of the data, D(G(z)) how real it finds the generator’s. Were the generator perfect, it could only guess, and both would be 0.5. If they drift far apart, the discriminator is winning, and the generator learns little from it.',
    'So do not judge a GAN by its losses: look at what it draws from the same numbers. That is this film.',
  ],
};

const ja: typeof en = {
  none: 'このモデルはここで学習したものではないため、学習の記録映像がありません。',
  otherModel: (filmed, other) =>
    `これは ${filmed} の学習です。いま描いている ${other} の学習は記録されていません。`,
  film: (step) => `同じ潜在ベクトルを、${step} ステップの時点で描いたもの`,
  play: '再生',
  pause: '一時停止',
  soFar: (images, seconds) =>
    `この時点までに ${formatCount(images)} 枚を見て、${minutesInJapanese(seconds / 60)}。`,
  published: (step) =>
    `学習はその先も続きました。いま描いているモデルは ${formatCount(step)} ステップの時点のものです。`,
  curvesTitle: 'なぜ曲線は下がっていかないのか',
  curvesNotes: [
    '損失が下がって平らになれば、ふつうは収束です。ここでは二つのネットワークが競い合っています。生成器が上達すれば識別器の仕事は難しくなり、その逆も同じです。だから損失は漂ったまま、絵だけが良くなっていきます。',
    'D(x) は識別器が元データの画像をどれほど本物らしいと見るか、D(G(z)) は生成器の絵をどう見るかです。絵が完璧なら当てずっぽうになり、どちらも 0.5 になります。大きく離れたら識別器が勝ちすぎで、生成器はあまり学べません。',
    'GAN は損失では測れません。同じ数から何を描くかを見てください。この映像がそれです。',
  ],
};

export const trainingTexts = { en, ja };
