/** What the view says of portraits and digits; `shapes/` and `own-pictures/` have texts of their own. */
import { formatCount } from '../../texts/format-count.ts';

export type SetTexts = {
  readonly introduction: string;
  readonly story: (pictures: number, edge: number) => readonly string[];
  /** The grid of samples, for those who do not see it. */
  readonly samples: (step: number) => string;
  readonly pickNote: string;
  readonly hints: readonly string[];
};

export const englishPortraits: SetTexts = {
  introduction: 'From noise to faces, on your own device',
  story: (pictures, edge) => [
    `Two small networks begin with random weights. The discriminator is shown ${pictures} portraits of ${edge} × ${edge} pixels, beside what the generator draws, and learns to tell them apart; the generator learns to be taken for a portrait. Neither is told what a face is.`,
    'Sixty-four faces are drawn from the same numbers all along, so that you see them come. After about a minute there are faces; after ten they differ from one another. Pause whenever you like: it goes on where it was, at another visit too.',
  ],
  samples: (step) => `Sixty-four faces from the same numbers, after step ${step}`,
  pickNote: 'Press a face to take it into the studio, with the generator as it is now.',
  hints: [
    'First the colours and a bright spot where faces are; then eyes, hair and outline; then people who differ. The losses tell you none of this: they hover, because both networks get better at once.',
    'D(x) is how real the discriminator finds portraits, D(G(z)) how real it finds the faces. The closer they stay together, the more the generator learns from its opponent.',
    'A few hundred portraits are few. Train on for an hour and the discriminator begins to know them by heart.',
  ],
};

export const englishDigits: SetTexts = {
  introduction: 'From noise to the digit that you ask for, on your own device',
  story: (pictures, edge) => [
    `Two small networks begin with random weights. The discriminator is shown ${formatCount(pictures)} digits of ${edge} × ${edge} pixels, beside what the generator draws, and learns to tell them apart, and to name the digit. The generator is told a digit, and learns to be taken for a real one, and for the one that it was told. Neither is told what a seven looks like.`,
    'A row for each digit, a column for each z: all of a column are drawn from the same random numbers, and only the class differs. After a minute or two most can be read. Pause whenever you like: it goes on where it was, at another visit too.',
  ],
  samples: (step) => `The digits 0 to 9, a row of ten for each, from the same numbers, after step ${step}`,
  pickNote: 'Press a digit to take it into the view “Conditional”, with the generator as it is now.',
  hints: [
    'First all rows look alike: a bright spot in the middle. Then strokes, which soon differ from row to row: a good 3 gains nothing where a 7 was asked for, since the discriminator names it. Last come 4 beside 9, and 3 beside 8.',
    'Look down a column: slant and width are often the same in all ten. The class says which digit, z says in which hand.',
    'D(x) is how real the discriminator finds the digits that it is shown, D(G(z)) how real it finds those drawn. The closer they stay together, the more the generator learns from its opponent.',
  ],
};

export const japanesePortraits: SetTexts = {
  introduction: 'ノイズから顔へ、この端末の上で',
  story: (pictures, edge) => [
    `小さなネットワークが二つ、でたらめな重みから始めます。識別器は ${edge} × ${edge} 画素の肖像 ${pictures} 枚と、生成器の描いたものを見せられ、見分けることを学びます。生成器は、肖像と見なされることを学びます。顔とは何か、どちらにも教えません。`,
    '六十四の顔を、いつも同じ数から描きます。だから顔が現れてくるのが見えます。一分ほどで顔らしくなり、十分ほどでそれぞれ違う人になります。いつでも止められ、次に来たときにも続きから学べます。',
  ],
  samples: (step) => `同じ数から描いた六十四の顔、${step} ステップの時点`,
  pickNote: '顔を押すと、いまの生成器といっしょにアトリエへ持っていけます。',
  hints: [
    'はじめに色と、顔のあたりの明るみ。つぎに目、髪、輪郭。それから、ひとりひとりの違い。損失はそれを教えてくれません。両方が同時に上達するので、漂うばかりです。',
    'D(x) は識別器が肖像をどれほど本物と見るか、D(G(z)) は作られた顔をどう見るかです。二つが近いほど、生成器は相手から多くを学べます。',
    '数百枚の肖像はわずかです。一時間も続けると、識別器は肖像を覚えこみはじめます。',
  ],
};

export const japaneseDigits: SetTexts = {
  introduction: 'ノイズから、頼んだ数字へ、この端末の上で',
  story: (pictures, edge) => [
    `小さなネットワークが二つ、でたらめな重みから始めます。識別器は ${edge} × ${edge} 画素の数字 ${formatCount(pictures)} 枚と、生成器の描いたものを見せられ、見分けることと、どの数字かを言い当てることを学びます。生成器は数字をひとつ告げられ、本物と、しかもその数字と見なされることを学びます。七がどんな形か、どちらにも教えません。`,
    '行が数字、列が z です。同じ列はすべて同じ乱数から描き、違うのはクラスだけです。一、二分もすれば、たいてい読めるようになります。いつでも止められ、次に来たときにも続きから学べます。',
  ],
  samples: (step) => `0 から 9 までの数字、同じ数から十ずつ一行に、${step} ステップの時点`,
  pickNote: '数字を押すと、いまの生成器といっしょに「条件つき」へ持っていけます。',
  hints: [
    'はじめはどの行も同じ、まんなかの明るみ。つぎに線が現れ、行ごとに違ってきます。7 を頼まれたところに上手な 3 を描いても、識別器に 3 と言い当てられ、得になりません。4 と 9、3 と 8 の区別は最後です。',
    '列を縦に見てください。傾きや幅は、十個とも似ていることが多いはずです。どの数字かはクラスが、どんな筆づかいかは z が決めます。',
    'D(x) は識別器が見せられた数字をどれほど本物と見るか、D(G(z)) は描かれた数字をどう見るかです。二つが近いほど、生成器は相手から多くを学べます。',
  ],
};
