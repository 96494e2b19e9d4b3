/** What the page says of two trainings beside each other. */
import { formatCount } from '../../texts/format-count.ts';
import { twoDigits } from '../two-digits.ts';

const en = {
  title: 'Compare',
  note: 'Two trainings from the same seed, on the same pictures in the same order, step for step beside each other: this one from its beginning, and one with other settings. Your training is kept as it is meanwhile. What is different?',
  variants: {
    usual: 'The usual settings',
    asked: 'The new settings',
    hinge: 'The hinge loss',
    leastSquares: 'The loss of LSGAN',
    relativistic: 'The relativistic loss',
    nonSaturating: 'The paper’s loss',
    noPenalty: 'Without the penalty R1',
    augmented: 'With DiffAugment',
  },
  asSet: 'As it was',
  introduction: (other: string) =>
    `Both began with the same seed, and see the same pictures in the same order. What differs on the right: “${other}”.`,
  atStep: (step: number) => `Step ${formatCount(step)} of both.`,
  speed: (pace: number) => `${twoDigits(pace)} a second, each.`,
  keep: (name: string) => `Keep “${name}”`,
  keepNeither: 'Keep neither',
  keepNeitherQuestion: (step: number) =>
    `Keep neither? What both learned in ${formatCount(step)} ${step === 1 ? 'step' : 'steps'} cannot be brought back.`,
  goOn: 'Go on',
  keepNote: 'What is kept becomes a training on this device, and goes on. Nothing else is stored.',
  fellBack: {
    webgpu: 'WebGPU failed here, so both began anew on WASM.',
    lostThread: 'One of the threads that train came to an end, so both began anew with fewer.',
  },
  diverged: (step: number) =>
    `After step ${formatCount(step)} its losses were not finite any more: it has come apart, so both stopped.`,
  charts: {
    lossD: 'Loss of the discriminator',
    lossG: 'Loss of the generator',
    dReal: 'How real D finds real pictures, D(x)',
    dFake: 'How real D finds fakes, D(G(z))',
  },
};

const ja: typeof en = {
  title: '比べる',
  note: '同じシードから、同じ絵を同じ順に見る二つの学習を、1 ステップずつ並べて進めます。ひとつはこの学習を最初から、もうひとつは設定を変えて。いまの学習はそのまま残ります。何を変えますか。',
  variants: {
    usual: '標準の設定',
    asked: '新しい設定',
    hinge: 'ヒンジ損失',
    leastSquares: 'LSGAN の損失',
    relativistic: '相対的な損失',
    nonSaturating: '論文の損失',
    noPenalty: 'R1 の罰則なし',
    augmented: 'DiffAugment あり',
  },
  asSet: 'もとのまま',
  introduction: (other) =>
    `どちらも同じシードで始まり、同じ絵を同じ順に見ています。右だけが違います（「${other}」）。`,
  atStep: (step) => `どちらも ${formatCount(step)} ステップ。`,
  speed: (pace) => `それぞれ毎秒 ${twoDigits(pace)} ステップ。`,
  keep: (name) => `「${name}」を残す`,
  keepNeither: 'どちらも残さない',
  keepNeitherQuestion: (step) =>
    `どちらも残しませんか。${formatCount(step)} ステップで学んだことは、元に戻せません。`,
  goOn: '続ける',
  keepNote: '残したほうが、この端末の学習になり、続きます。ほかには何も保存しません。',
  fellBack: {
    webgpu: 'WebGPU が途中で止まったため、WASM で最初から始めています。',
    lostThread: '学習中のスレッドが一つ途切れたため、少ないスレッドで最初から始めています。',
  },
  diverged: (step) => `ステップ ${formatCount(step)} のあとで損失が数でなくなったため、どちらも止めました。`,
  charts: {
    lossD: '識別器の損失',
    lossG: '生成器の損失',
    dReal: 'D が本物をどれほど本物と見るか、D(x)',
    dFake: 'D が偽物をどれほど本物と見るか、D(G(z))',
  },
};

export const compareTexts = { en, ja };
