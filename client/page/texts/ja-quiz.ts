import type { quiz as english } from './en-quiz.ts';

const sides = ['左', '右'] as const;

export const quiz: typeof english = {
  round: (round, of) => `第 ${round} 問(全 ${of} 問)`,
  size: '顔の大きさ',
  sizes: { 96: '大きく', 48: '小さく・難しく' },
  side: ['左の顔', '右の顔'],
  ask: '学習データにないのはどちらでしょう。顔を押すか、矢印キーで。',
  verdict: (isRight, side) =>
    isRight
      ? `正解。${sides[side]}の顔は、この端末がいま作ったばかりの、誰のものでもない顔です。`
      : `残念。作られたのは${sides[side]}の顔でした。`,
  madeUp: 'いま作られた顔',
  portrait: '学習データの肖像',
  next: '次の問題',
  finish: '結果を見る',
  studio: 'この顔をアトリエへ',
  pips: (right, of) => `ここまで ${of} 問中 ${right} 問正解`,
  streak: (streak, best) => `連続正解 ${streak}(最高 ${best})`,
  result: (right, of) => `${of} 問中 ${right} 問正解`,
  comment: (right, of) =>
    right === of
      ? '全問正解。識別器の目をお持ちです。'
      : right > 0.7 * of
        ? '見る目があります。当てずっぽうとは大違いです。'
        : right > 0.4 * of
          ? '硬貨を投げるのと同じくらい。生成器は、まさにこれを目指して学びました。'
          : '硬貨を投げるより低い点です。作られた顔のほうが本物らしく見えたようです。',
  record: (best, right, answers) =>
    `最高の連続正解は ${best}。これまでの ${answers} 問では ${right} 問正解。`,
  link: 'この十問へのリンク',
  again: '別の十問',
  share: '共有する',
  copy: '結果とリンクをコピー',
  boast: (right, of) => `作られた顔と肖像を ${of} 問中 ${right} 問見分けました。あなたは?`,
  unknown: 'このリンクのモデルは、このサイトにはありません。代わりに、いまのモデルで十問を出します。',
  telling: '作られた顔の見分け方',
  tells:
    '肖像にあって平均にはないところを見てください。背景にかかる髪のひとすじ、眼鏡の縁、耳、ひげの輪郭、同じ方を向く両の目。生成器が先に覚えるのは、どの肖像にも共通するところです。',
  source:
    '肖像のほうも、誰でもない人たちです。CC0 の 3D 素材から描かれ、モデルが学んだ四万枚に含まれています。ここで使う八十枚も CC0 です。',
  fair: '二枚とも同じフィルターで同じ大きさにし、同じ JPEG 圧縮を通しています。手がかりは顔そのものだけです。',
};
