/** The texts of the view "arithmetic". */
const en = {
  termNotes: { a: 'from', b: 'taken away', c: 'added' },
  term: (letter: string) => `Side ${letter}`,
  exemplar: (letter: string, number: number) => `${letter}, exemplar ${number}: choose another`,
  mean: (letter: string) => `Mean of ${letter}`,
  result: 'The result',
  ofMeans: 'With the means',
  ofFirstExemplars: 'With the first of each',
  difference: 'A − B alone',
  exemplarsNote:
    'The paper (Radford, Metz and Chintala, 2015) found that single faces add up badly and the means of three add up well. Both are here to compare; press an exemplar to choose another face.',
  noExamples:
    'This model came without ready exemplars. Choose the faces yourself: three of a kind in A, the same kind without one trait in B, and in C those who are to be given the trait.',
  oneClickExamples: 'Examples',
  example: (sum: string, number: number) => `Show ${sum}, example ${number}`,
  neighbours: 'Near the result',
  neighboursNote: 'The result with a little noise, as in the paper: it shows how sure the result is.',
  openInStudio: 'Open in the studio',
};

const ja: typeof en = {
  termNotes: { a: 'ここから', b: 'これを引き', c: 'これを足す' },
  term: (letter) => `${letter} の側`,
  exemplar: (letter, number) => `${letter} の例 ${number}：別の顔を選ぶ`,
  mean: (letter) => `${letter} の平均`,
  result: '結果',
  ofMeans: '平均を使って',
  ofFirstExemplars: '一人目だけで',
  difference: 'A − B だけ',
  exemplarsNote:
    '論文（Radford、Metz、Chintala、2015）によれば、一人ずつではうまく足せず、三人の平均ならうまくいきます。どちらも並べてあります。例を押すと別の顔を選べます。',
  noExamples:
    'このモデルには用意された例がありません。ご自分で選んでください。A に同じ特徴の三人、B にその特徴のない同種の三人、C に特徴を与えたい三人。',
  oneClickExamples: '用意された例',
  example: (sum, number) => `${sum} を見る、例 ${number}`,
  neighbours: '結果の近く',
  neighboursNote: '論文と同じく、結果に少しだけノイズを加えたもの。結果がどれほど確かかが分かります。',
  openInStudio: 'アトリエで開く',
};

export const arithmeticTexts = { en, ja };
