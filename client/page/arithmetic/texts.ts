/** The texts of the view "arithmetic". */
const en = {
  sides: { a: 'from', b: 'taken away', c: 'added' },
  side: (letter: string) => `Side ${letter}`,
  exemplar: (letter: string, number: number) => `${letter}, exemplar ${number}: choose another`,
  mean: (letter: string) => `Mean of ${letter}`,
  result: 'The result',
  averaged: 'With the means',
  single: 'With the first of each',
  difference: 'A − B alone',
  note: 'The paper (Radford, Metz and Chintala, 2015) found that single faces add up badly and the means of three add up well. Both are here to compare; press an exemplar to choose another face.',
  noExamples:
    'This model came without ready exemplars. Choose the faces yourself: three of a kind in A, the same kind without one trait in B, and in C those who are to be given the trait.',
  examples: 'One press away',
  example: (sum: string, number: number) => `Show ${sum}, example ${number}`,
  best: 'Show',
  around: 'Near the result',
  aroundNote: 'The result with a little noise, as in the paper: it shows how sure the result is.',
  studio: 'Into the studio',
};

const ja: typeof en = {
  sides: { a: 'ここから', b: 'これを引き', c: 'これを足す' },
  side: (letter) => `${letter} の側`,
  exemplar: (letter, number) => `${letter} の例 ${number}: 別の顔を選ぶ`,
  mean: (letter) => `${letter} の平均`,
  result: '結果',
  averaged: '平均を使って',
  single: '一人目だけで',
  difference: 'A − B だけ',
  note: '論文(Radford、Metz、Chintala、2015)によれば、一人ずつではうまく足せず、三人の平均ならうまくいきます。どちらも並べてあります。例を押すと別の顔を選べます。',
  noExamples:
    'このモデルには用意された例がありません。ご自分で選んでください。A に同じ特徴の三人、B にその特徴のない同種の三人、C に特徴を与えたい三人。',
  examples: 'ひと押しで',
  example: (sum, number) => `${sum} を見る、例 ${number}`,
  best: '見る',
  around: '結果の近く',
  aroundNote: '論文と同じく、結果に少しだけ雑音を加えたもの。結果がどれほど確かかが分かります。',
  studio: 'アトリエへ',
};

export const arithmeticTexts = { en, ja };
