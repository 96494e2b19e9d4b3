/** The texts of the view "conditional". */
import type { Condition } from '../../../latent/condition/condition-schema.ts';
import { conditionInJapanese, subjectOf } from '../../../latent/condition/condition-words.ts';
import { formatCount } from '../texts/format-count.ts';
import type { MeasuredWay } from './measured-ways.ts';

type Named = Pick<Condition, 'name'>;

/** One decimal: 0.983 is 98.3 %. */
function percent(share: number): string {
  return `${(100 * share).toFixed(1)}\u00a0%`;
}

const en = {
  none: 'This site has no conditional model yet, so there is nothing to ask for. One is made by three commands: they draw digits, learn them, and publish what was learned. ABOUT.toml is a file that describes the data.',
  noneThen: 'Once it is published, this view draws with it. The diagrams below do not need one.',
  picture: (name: string) => `What the model draws for ${name}`,
  draw: 'What to draw',
  drawNote: (condition: Named) =>
    `Press a ${condition.name}: y says which one, z how it is drawn. A seed alone draws both.`,
  others: (name: string) => `Other z, the same y: ${name}`,
  other: (name: string, number: number) => `${name}, another z, ${number}`,
  anotherZ: 'Another z',
  openInStudio: 'Open in the studio',
  grid: 'Rows are classes, columns are z',
  gridNote: (condition: Named): string =>
    `In a column z stays the same, and only y changes${
      subjectOf(condition) === 'written' ? ': slant, pen and width usually stay, and the class does not' : ''
    }.`,
  cell: (name: string, column: number) => `${name}, z ${column}`,
  moreZ: 'Other columns',
  moreClasses: (first: number, last: number, count: number) => `Classes ${first} – ${last} of ${count}`,
  typed: 'Type it',
  typedNote: 'Each character is drawn by itself, with the y of its class.',
  text: 'Text to draw',
  oneHand: 'One z for all',
  oneHandNote: 'The same z for every character, as if one hand wrote them; otherwise each has its own',
  unknown: (characters: string, classes: string) =>
    `The model has no class for ${characters}. It has ${classes}.`,
  typedPicture: (text: string) => `The characters ${text}, drawn one by one`,
  mix: 'Between two classes',
  mixNote:
    'z stays, and y moves from one class to the other in a straight line. In training y was always 1 for one class: what lies between was never asked for.',
  from: 'From',
  to: 'To',
  amount: 'y',
  between: (a: string, b: string, percent: number) => `${100 - percent} % ${a}, ${percent} % ${b}`,
  mixPicture: (a: string, b: string) => `Between ${a} and ${b}`,
  y: 'The numbers of y',
  without: 'Without a choice, and with one',
  withoutNote:
    'The same seeds twice. Above, each draws its class, as often as that was in the training data, which is all that an unconditional network can do. Below, all are asked for the same one.',
  noChoice: 'y drawn by the seed',
  choice: (name: string) => `y = ${name}`,
  seed: (seed: number, name: string) => `Seed ${seed}, ${name}`,
  ways: 'Where y enters the two networks',
  waysNote:
    'The generator always takes y beside z. What differs is how the discriminator learns of y. In red: what a GAN without classes does not have.',
  way: {
    none: {
      title: 'Without classes',
      note: 'G makes whatever z leads to. D only says whether a picture looks real.',
    },
    concat: {
      title: 'Concatenation',
      note: 'D sees y as well: one plane of ones among planes of zeros, beside the picture. A real 3 that is presented as a 7 is wrong to it.',
    },
    auxiliary: {
      title: 'Auxiliary classifier',
      note: 'D sees the picture alone, and has to name its class, too. G is rewarded where D names the class that was asked for.',
    },
    projection: {
      title: 'Projection',
      note: 'D looks at the picture first. Then its features h are compared with a vector for y: ⟨V·y, h⟩ is added to its answer.',
    },
  },
  accuracy: (share: number) =>
    `A network that learned the classes reads ${percent(share)} of what the model draws as what was asked for.`,
  onDigits: ({ accuracy, diversity }: MeasuredWay) =>
    `On digits: ${percent(accuracy)} of what it draws is read as what was asked for; diversity within a class ${diversity}.`,
  onDigitsNote: (pictures: number, data: MeasuredWay) =>
    `Each way saw ${formatCount(pictures)} pictures of digits. Of digits that nobody learned from, ${percent(data.accuracy)} are read correctly, with a diversity of ${data.diversity}. A share of 2,000 pictures is accurate to about ${percent(0.003)}: on digits no way is more accurate than another.`,
  isThis: (id: string, share: number | undefined) =>
    share === undefined
      ? `${id} learned this way.`
      : `${id} learned this way: ${percent(share)} of what it draws is read as what was asked for.`,
  diagram: (title: string) => `${title}: how z, y and the picture go through the networks`,
  real: 'real?',
  whichClass: 'class?',
};

const ja: typeof en = {
  none: 'このサイトにはまだ条件つきモデルがないため、クラスを指定して描くことができません。次の三つのコマンドで、手書き風の数字を作り、学習し、公開できます。最後のコマンドには、データを説明するファイルも渡します。',
  noneThen: '公開すると、この画面はそのモデルで描きます。下の図はモデルがなくても読めます。',
  picture: (name) => `モデルが描いた「${name}」`,
  draw: '何を描くか',
  drawNote: (condition) =>
    `${conditionInJapanese(condition)}を選ぶと、y がどれを描くかを、z がどう描くかを決めます。シードだけを渡すと、どちらもシードまかせです。`,
  others: (name) => `y は同じ「${name}」、z だけが違うもの`,
  other: (name, number) => `「${name}」、別の z、その ${number}`,
  anotherZ: '別の z',
  openInStudio: 'アトリエで開く',
  grid: '行はクラス、列は z',
  gridNote: (condition) =>
    `同じ列では z が変わらず、y だけが変わります。${
      subjectOf(condition) === 'written' ? '傾きや線の太さはたいていそのままで、クラスだけが変わります。' : ''
    }`,
  cell: (name, column) => `「${name}」、z ${column}`,
  moreZ: '別の列',
  moreClasses: (first, last, count) => `クラス ${first} – ${last}（全 ${count}）`,
  typed: '打って描く',
  typedNote: '一文字ずつ、そのクラスの y で描きます。',
  text: '描く文字',
  oneHand: 'すべて同じ z',
  oneHandNote: 'どの文字も同じ z で描き、一人の手で書いたようにします。オフではそれぞれ別の z です',
  unknown: (characters, classes) =>
    `このモデルに ${characters} のクラスはありません。あるのは ${classes} です。`,
  typedPicture: (text) => `一文字ずつ描いた「${text}」`,
  mix: '二つのクラスの間',
  mixNote:
    'z はそのままで、y が一方のクラスからもう一方へまっすぐに移ります。学習中の y は、いつも一つのクラスだけが 1 でした。その間は、一度も求められたことがありません。',
  from: 'こちらから',
  to: 'こちらへ',
  amount: 'y',
  between: (a, b, percent) => `「${a}」${100 - percent} %、「${b}」${percent} %`,
  mixPicture: (a, b) => `「${a}」と「${b}」の間`,
  y: 'y の数値',
  without: '選ばない場合と、選ぶ場合',
  withoutNote:
    '同じシードを二通りに描いています。上ではそれぞれのシードが、学習データでの割合に従ってクラスを引きます。条件のないネットワークにできるのは、これだけです。下ではすべて同じクラスを指定します。',
  noChoice: 'y はシードまかせ',
  choice: (name) => `y = 「${name}」`,
  seed: (seed, name) => `シード ${seed}、「${name}」`,
  ways: 'y は二つのネットワークのどこに入るか',
  waysNote:
    '生成器はいつも、z の隣に y を受け取ります。違うのは、識別器が y をどう知るかです。赤は、クラスのない GAN に加わったところです。',
  way: {
    none: {
      title: 'クラスなし',
      note: '生成器は z のままに描きます。識別器は、本物らしいかどうかだけを答えます。',
    },
    concat: {
      title: '連結',
      note: '識別器も y を見ます。画像の隣に、一枚だけ 1 で満たした面を並べます。本物の 3 でも、7 として示されれば誤りです。',
    },
    auxiliary: {
      title: '補助分類器',
      note: '識別器は画像だけを見て、クラスも当てます。指定されたクラスだと識別器が答えると、生成器の得になります。',
    },
    projection: {
      title: '射影',
      note: '識別器はまず画像を見ます。次に、その特徴 h を y のベクトルと比べ、⟨V·y, h⟩ を答えに足します。',
    },
  },
  accuracy: (share) =>
    `このモデルが描いたものの ${percent(share)} は、クラスを学んだ別のネットワークにも、指定どおりに読めます。`,
  onDigits: ({ accuracy, diversity }) =>
    `数字では、描いたものの ${percent(accuracy)} が指定どおりに読めます。クラス内の多様さは ${diversity} です。`,
  onDigitsNote: (pictures, data) =>
    `どの方法も、数字の画像 ${formatCount(pictures)} 枚から学びました。学習に使わなかった数字そのものは ${percent(data.accuracy)} が正しく読め、多様さは ${data.diversity} です。2,000 枚で測った割合には ${percent(0.003)} ほどの誤差があり、数字ではどの方法が正確とも言えません。`,
  isThis: (id, share) =>
    share === undefined
      ? `${id} はこの方法で学びました。`
      : `${id} はこの方法で学びました。描いたものの ${percent(share)} は、指定どおりに読めます。`,
  diagram: (title) => `${title}：z、y、画像がネットワークを通る道すじ`,
  real: '本物か',
  whichClass: 'クラスは',
};

export const conditionalTexts = { en, ja };
