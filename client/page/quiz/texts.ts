/** The texts of the view "quiz". */
import type { Clue } from './opinions.ts';

const englishSides = ['left', 'right'] as const;
/** Thirds of a picture, from the top left. */
const englishRows = ['at the top', 'in the middle', 'at the bottom'] as const;
const englishColumns = [', left', '', ', right'] as const;

const en = {
  round: (round: number, of: number) => `Round ${round} of ${of}`,
  size: 'Size of the faces',
  sizes: { 96: 'Larger', 48: 'Smaller, harder' },
  earlierGame: 'Back to the earlier game',
  side: ['Left face', 'Right face'] as readonly [string, string],
  question: 'Which one is not in the training set? Press it, or an arrow key.',
  feedback: (isRight: boolean, side: 0 | 1): string =>
    isRight
      ? `Right. Nobody had the ${englishSides[side]} face before this device made it up.`
      : `No. The ${englishSides[side]} face is the made-up one.`,
  generated: 'Generated just now',
  portrait: 'From the training set',
  next: 'Next round',
  finish: 'The result',
  studio: 'Open this face in the studio',
  score: (right: number, of: number) => `${right} right of ${of} so far`,
  streak: (streak: number, best: number) => `Streak ${streak}, best ${best}`,
  result: (right: number, of: number) => `${right} of ${of}`,
  /** Of a result, by `gradeOf`. */
  comments: {
    all: 'Every single one. You have a discriminator’s eye.',
    many: 'A good eye: far better than chance.',
    most: 'A bit better than a coin.',
    half: 'About what a coin would do. That is what the generator was trained for.',
    few: 'Below what a coin would do: you find the made-up faces more real than the portraits.',
  },
  statistics: (best: number, right: number, answers: number) =>
    `Best streak: ${best}. Of all your ${answers} answers here, ${right} were right.`,
  link: 'Link to these ten rounds',
  another: 'Ten more',
  again: 'The same ten again',
  share: 'Share',
  copy: 'Copy result and link',
  shareText: (right: number, of: number) => `I told ${right} of ${of} made-up faces from portraits. Can you?`,
  modelMissing:
    'This link asks for a model of faces that this site does not have. Here are ten rounds of the default model instead.',
  pairs: 'The ten pairs',
  ask: 'Ask the discriminator',
  askNote: (megabytes: number) =>
    `It was trained to tell the two apart, and shows which part of a face looks least real to it. ${megabytes.toFixed(1)} MB to fetch.`,
  asking: 'The discriminator is looking.',
  discriminatorScore: (right: number, of: number) =>
    `The discriminator is right in ${right} of ${of} pairs. A frame marks the part of a face that looks least real to it, compared with portraits.`,
  openGenerated: (number: number) => `The made-up face of round ${number}: open it in the studio`,
  portraitOf: (number: number) => `The portrait of round ${number}`,
  madeUp: 'Made up',
  portraitShort: 'Portrait',
  scored: (realness: number) => `D = ${realness.toFixed(2)}`,
  youRight: 'You were right.',
  youWrong: 'You took the portrait for the made-up one.',
  clue: ({ row, column, rows, columns }: Clue): string =>
    `Least real: ${englishRows[Math.floor((3 * (row + 0.5)) / rows)]}${englishColumns[Math.floor((3 * (column + 0.5)) / columns)]}.`,
  hintsTitle: 'What gives a made-up face away',
  hints:
    'Look where a portrait is particular and an average is not: strands of hair against the background, the rim of glasses, ears, the edge of a beard, two eyes that look the same way. A generator learns first what all portraits share.',
  portraitSource:
    'The portraits are of nobody either: they are rendered from CC0 3-D assets, by the same program as those that the model learned from. The 80 that are shown here are CC0, too.',
  sameProcessing:
    'Both pictures are brought to the same size by the same filter and pass through the same JPEG compression, so that only the face itself can give it away.',
};

const japaneseSides = ['左', '右'] as const;
const japaneseRows = ['上', '中ほど', '下'] as const;
const japaneseColumns = ['左の', '', '右の'] as const;

const ja: typeof en = {
  round: (round, of) => `第 ${round} 問（全 ${of} 問）`,
  size: '顔の大きさ',
  sizes: { 96: '大きく', 48: '小さく・難しく' },
  earlierGame: '前のゲームに戻る',
  side: ['左の顔', '右の顔'],
  question: '学習データにないのはどちらでしょう。顔を押すか、矢印キーで。',
  feedback: (isRight, side) =>
    isRight
      ? `正解。${japaneseSides[side]}の顔は、この端末がいま作ったばかりの、誰のものでもない顔です。`
      : `残念。作られたのは${japaneseSides[side]}の顔でした。`,
  generated: 'いま作られた顔',
  portrait: '学習データの肖像',
  next: '次の問題',
  finish: '結果を見る',
  studio: 'この顔をアトリエで開く',
  score: (right, of) => `ここまで ${of} 問中 ${right} 問正解`,
  streak: (streak, best) => `連続正解 ${streak}（最高 ${best}）`,
  result: (right, of) => `${of} 問中 ${right} 問正解`,
  comments: {
    all: '全問正解。識別器の目をお持ちです。',
    many: '見る目があります。当てずっぽうとは大違いです。',
    most: '硬貨を投げるより、少し良い点です。',
    half: '硬貨を投げるのと同じくらい。生成器は、まさにこれを目指して学びました。',
    few: '硬貨を投げるより低い点です。作られた顔のほうが本物らしく見えたようです。',
  },
  statistics: (best, right, answers) =>
    `最高の連続正解は ${best}。これまでの ${answers} 問では ${right} 問正解。`,
  link: 'この十問へのリンク',
  another: '別の十問',
  again: '同じ十問をもう一度',
  share: '共有する',
  copy: '結果とリンクをコピー',
  shareText: (right, of) => `作られた顔と肖像を ${of} 問中 ${right} 問見分けました。あなたは？`,
  modelMissing:
    'このリンクの顔のモデルは、このサイトにはありません。代わりに、いまのモデルで十問を出します。',
  pairs: '十組すべて',
  ask: '識別器に聞く',
  askNote: (megabytes) =>
    `二つを見分けるように学習したネットワークです。顔のどこが最も疑わしいかも答えます。取得する量 ${megabytes.toFixed(1)} MB。`,
  asking: '識別器が見ています。',
  discriminatorScore: (right, of) =>
    `識別器は ${of} 組中 ${right} 組で正解。枠は、肖像と比べて最も疑わしいと見たところです。`,
  openGenerated: (number) => `第 ${number} 問の作られた顔をアトリエで開く`,
  portraitOf: (number) => `第 ${number} 問の肖像`,
  madeUp: '作られた顔',
  portraitShort: '肖像',
  scored: (realness) => `D = ${realness.toFixed(2)}`,
  youRight: '正解しました。',
  youWrong: '肖像のほうを選びました。',
  clue: ({ row, column, rows, columns }) =>
    `最も疑わしいところは${japaneseColumns[Math.floor((3 * (column + 0.5)) / columns)]}${japaneseRows[Math.floor((3 * (row + 0.5)) / rows)]}。`,
  hintsTitle: '作られた顔の見分け方',
  hints:
    '肖像にあって平均にはないところを見てください。背景にかかる髪のひとすじ、眼鏡の縁、耳、ひげの輪郭、同じ方を向く両の目。生成器が先に覚えるのは、どの肖像にも共通するところです。',
  portraitSource:
    '肖像のほうも、誰でもない人たちです。モデルが学んだ肖像と同じプログラムが、CC0 の 3D 素材から描きました。ここで使う八十枚も CC0 です。',
  sameProcessing:
    '二枚とも同じフィルターで同じ大きさにし、同じ JPEG 圧縮を通しています。手がかりは顔そのものだけです。',
};

export const quizTexts = { en, ja };
