import type {
  arithmetic as englishArithmetic,
  mix as englishMix,
  picker as englishPicker,
} from './en-play.ts';

export const mix: typeof englishMix = {
  picture: '道の途中のいまの顔',
  line: '線',
  square: '四角',
  shape: '歩き方の形',
  change: (number) => `${number} 番目を別の顔に`,
  add: '顔を足す',
  remove: (number) => `顔 ${number} を外す`,
  shuffle: '入れ替える',
  play: '再生',
  pause: '一時停止',
  loop: '最後まで来たら最初へ戻る',
  loops: 'ループ',
  across: '左から右へ',
  down: '上から下へ',
  lengthNote: '顔の下の数字は、その潜在ベクトルの長さです。',
  position: '道のどこか',
  arc: '弧に沿って',
  straight: 'まっすぐ',
  curveNote:
    '潜在ベクトルの長さはどれもほぼ同じです。弧(球面補間)は長さを保ちますが、直線は短いベクトルを通り、そこでは顔がぼんやりします。',
  curve: 'まぜ方',
  compare: '二つのまぜ方を並べて',
  export: '散歩を持ち帰る',
  gif: 'GIF',
  video: '動画',
  strip: 'PNG の帯',
  noVideo: 'このブラウザーは動画を記録できません。',
  making: (what) => `${what} を作っています`,
  studio: 'この顔をアトリエへ',
  turns: '振り向く顔',
  turnsNote: '顔が振り向く道です。測って見つけました。一つ選んで「再生」を押してください。',
  noTurns: 'このモデルには振り向く道のデータが付いていません。左向きの顔と右向きの顔をまぜれば作れます。',
  turn: (number) => `振り向き ${number}`,
};

export const arithmetic: typeof englishArithmetic = {
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

export const picker: typeof englishPicker = {
  title: '顔を選ぶ',
  kept: 'お気に入り',
  fresh: '新しい顔',
  ready: '用意された例',
  more: 'ほかの候補',
};
