/** The texts of the settings. */
import type { GanLossName } from '../../../../gan/objective/losses.ts';
import type { KnobName } from './knobs.ts';

const en = {
  title: 'Settings',
  /** Beside the title, where something is not as usual. */
  changedCount: (count: number) => (count === 1 ? '1 changed' : `${count} changed`),
  intro:
    'How both networks learn. What you change holds from the next step on, while they learn; a few changes need a new beginning, and say so.',
  knobs: {
    generatorRate: [
      'Rate of the generator',
      'How far each of its steps goes: small is slow, large overshoots.',
    ],
    discriminatorRate: [
      'Rate of the discriminator',
      'The same for its opponent. The two should keep pace: one that learns much faster leaves the other nothing to learn.',
    ],
    discriminatorSteps: [
      'Updates of D per step',
      'How often the discriminator learns, each time from other pictures, before the generator may learn once.',
    ],
    loss: ['Loss', 'What counts as being right, and how hard it pulls.'],
    r1Weight: [
      'R1',
      'Holds the discriminator back: it is penalized for being steep around real pictures. 0 lets it go.',
    ],
    batch: ['Pictures per step', 'More of them make each step steadier, and slower.'],
    augment: [
      'DiffAugment',
      'Shifts, recolours and covers whatever the discriminator sees, so that few pictures are not learned by heart.',
    ],
    beta1: [
      'β₁',
      'How much of its former direction a step keeps. Momentum helps most networks, but can make two that play against each other swing.',
    ],
    resolution: ['Size', 'Pixels on each side. Twice the size is four times the work, and more.'],
    width: ['Width', 'Channels of the finest hidden layers. More of them can learn more, and take longer.'],
    generatorNorm: [
      'Batch norm in G',
      'Keeps the numbers inside the generator in range by comparing the pictures of a batch.',
    ],
    discriminatorNorm: [
      'Batch norm in D',
      'The same in the discriminator, as in the paper of DCGAN. It does not go with R1.',
    ],
    seed: ['Seed', 'From it come the first weights and all chance: the same seed, the same training.'],
  } satisfies Record<KnobName, readonly [string, string]>,
  losses: {
    nonSaturating: ['Non-saturating', 'The logarithm of a probability, as in the first GAN.'],
    leastSquares: ['Least squares', 'The distance of D’s answer from 1 and from 0.'],
    hinge: ['Hinge', 'A network that is right by a margin gains nothing more.'],
    relativistic: ['Relativistic', 'Each real picture is compared with a drawn one.'],
    wasserstein: ['Wasserstein', 'The difference of two means, which runs away unless R1 holds D back.'],
  } satisfies Record<GanLossName, readonly [string, string]>,
  groups: ['While it learns', 'From the beginning'],
  on: 'On',
  off: 'Off',
  usual: (value: string) => `Usual: ${value}`,
  usualAll: 'The usual settings',
  refused: 'These do not go together',
  refusal: (key: string, why: string) =>
    key === 'r1Weight'
      ? 'R1 needs to know how steep the discriminator is around each single picture, and with batch norm in D its answer depends on the whole batch. Set R1 to 0, or turn batch norm in D off.'
      : why,
  stillRuns: 'Until then everything stays as it was.',
  needsFresh: 'This needs a new beginning',
  needsFreshWhy: (changed: readonly string[]) =>
    `${changed.join(', ')}: the networks get other weights, so what was learned cannot go on with it. The training that you have is kept.`,
  begin: 'Begin anew with these settings',
  compare: 'Compare both from their beginning',
  takeBack: 'Leave it as it was',
  share: 'Copy a link to these settings',
  shareNote:
    'Whoever opens it, and presses Start, begins with the same weights and the same pictures: a class sees the same first steps. It carries settings, scenario and seed, and nothing that was learned.',
  link: 'The link to these settings',
  ignored: (parts: string) =>
    `This page ignores what it does not know, or cannot take, of the address: ${parts}.`,
  refusedAddress: 'The settings in the address do not go together, so all are as usual.',
};

const ja: typeof en = {
  title: '設定',
  changedCount: (count) => `${count} 件変更`,
  intro:
    '二つのネットワークの学び方です。変えたことは、学んでいる最中でも次のステップから効きます。始めからやり直す必要があるものは、そう表示します。',
  knobs: {
    generatorRate: ['生成器の学習率', '一歩でどれだけ進むか。小さいとゆっくり、大きいと行きすぎます。'],
    discriminatorRate: [
      '識別器の学習率',
      '相手の側の一歩の大きさ。片方だけがずっと速いと、もう片方は学べなくなります。',
    ],
    discriminatorSteps: [
      '1 ステップで D を更新する回数',
      '生成器が一度学ぶ前に、識別器が別の絵で何度学ぶか。',
    ],
    loss: ['損失', '何を正しいとみなし、どれほど強く引くか。'],
    r1Weight: [
      'R1',
      '識別器を抑えます。本物の絵のまわりで急に答えを変えるほど罰を受けます。0 なら抑えません。',
    ],
    batch: ['1 ステップの絵の数', '多いほど一歩が安定し、遅くなります。'],
    augment: [
      'DiffAugment',
      '識別器が見る絵をずらし、色を変え、一部を隠します。少ない絵を丸暗記しにくくなります。',
    ],
    beta1: [
      'β₁',
      'それまでの向きをどれだけ保つか。たいていは助けになりますが、競い合う二つでは振れの元にもなります。',
    ],
    resolution: ['大きさ', '一辺の画素数。二倍にすると計算は四倍を超えます。'],
    width: ['幅', '最も細かい層のチャンネル数。多いほど多くを学べ、時間もかかります。'],
    generatorNorm: ['G のバッチ正規化', '同じバッチの絵を比べて、生成器の中の数をほどよい範囲に保ちます。'],
    discriminatorNorm: [
      'D のバッチ正規化',
      '識別器でも同じことをします。DCGAN の論文の方法で、R1 とは両立しません。',
    ],
    seed: ['シード', '最初の重みとあらゆる偶然の元。シードが同じなら同じ学習になります。'],
  },
  losses: {
    nonSaturating: ['非飽和', '確率の対数。最初の GAN と同じです。'],
    leastSquares: ['最小二乗', 'D の答えと 1、0 との距離。'],
    hinge: ['ヒンジ', '余裕をもって当たれば、それ以上は得をしません。'],
    relativistic: ['相対的', '本物の一枚と、描いた一枚とを比べます。'],
    wasserstein: ['ワッサースタイン', '二つの平均の差。R1 で D を抑えないと暴走します。'],
  },
  groups: ['学んでいる間に', '始めるときに'],
  on: 'あり',
  off: 'なし',
  usual: (value) => `標準：${value}`,
  usualAll: '標準の設定に戻す',
  refused: 'この組み合わせは使えません',
  refusal: (key, why) =>
    key === 'r1Weight'
      ? 'R1 は一枚ごとの識別器の傾きを使いますが、D にバッチ正規化があると、答えがバッチ全体に左右されます。R1 を 0 にするか、D のバッチ正規化をなしにしてください。'
      : why,
  stillRuns: 'それまでは元のままです。',
  needsFresh: '始めからやり直す必要があります',
  needsFreshWhy: (changed) =>
    `${changed.join('、')}：重みの形や最初の値が変わるため、学んだことを引き継げません。今の学習は残しておきます。`,
  begin: 'この設定で新しく始める',
  compare: '両方を最初から並べて比べる',
  takeBack: '元のままにする',
  share: 'この設定へのリンクをコピー',
  shareNote:
    '開いて「始める」を押すと、同じ重みと同じ絵から始まります。教室の全員が同じ最初の数ステップを見られます。入るのは設定とシナリオとシードだけで、学んだことは入りません。',
  link: 'この設定へのリンク',
  ignored: (parts) => `アドレスのうち、このページが知らないもの、使えないものは無視します：${parts}`,
  refusedAddress: 'アドレスの設定は組み合わせて使えないので、すべて標準のままにします。',
};

export const settingsTexts = { en, ja };
