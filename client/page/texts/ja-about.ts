import type { about as english } from './en-about.ts';

const metrics: Readonly<Record<string, string>> = {
  meanDifference255: '公開した重みと元の重みの差の平均(255 段階)',
  maxDifference255: '同じく最大(255 段階)',
};

export const about: typeof english = {
  summary: (size, edge, layers) =>
    `DCGAN の生成器という小さなニューラルネットワークです。${size} 個の数から${
      layers === 0 ? '' : `、${layers} 層で`
    } ${edge} × ${edge} 画素の絵を作ります。あなたの端末で動き、ここで作った顔はどこにも送られません。`,
  noRealPersons:
    'データに実在の人の写真はありません。ですから重みの中にもいません。誰に似ていても、それは誰でもない人です。',
  realPersons: '実在の人の写真から学びました。顔は作りものですが、学んだ誰かに似ることがあります。',
  use: '作りものの顔を見せ、まぜ、分け合うため、そして DCGAN のしくみを学ぶためのものです。実在の人の顔と偽るためのものではなく、どんな集団についても何も語りません。',
  whole: 'モデルカードの全文',
  data: '何から学んだか',
  portraits: '肖像の数',
  licence: 'ライセンス',
  seen: '学習で見た枚数',
  time: '学習の時間',
  unknown: '不明',
  count: (count) => count.toLocaleString('ja'),
  minutes: (minutes) => `${Math.round(minutes).toLocaleString('ja')} 分`,
  limits: '描けるのはデータにあるものだけで、データに少ないものほど苦手です。',
  numbers: '測ったこと',
  notEvaluated: 'このモデルでは、顔がどれほど肖像に近いかは測られていません。',
  measure: '指標',
  value: 'このモデル',
  reference: '本物の肖像',
  better: { less: '小さいほど良い', more: '大きいほど良い' },
  metric: (name) => metrics[name] ?? name,
  rare: '少ない人たち',
  rareNote:
    '肖像の中で少ないものは、顔の中ではもっと少なく、描くのも苦手です。形状はレンダラーの設定で、どの肖像にも混ざっています。特定の人々を表すものではありません。',
  group: 'グループ',
  inPortraits: '肖像',
  inFaces: '顔',
  share: (part) => `${(part * 100).toFixed(1)} %`,
  directions: '方向: 狙った特徴が狙い通りに動いた割合',
  moves: (share) => `${Math.round(share * 100)} %`,
  storage: 'この端末に保存されているもの',
  offlineReady: 'すべて揃っています。このページはネットワークなしでも使えます。',
  offlineComing: '最初の顔を描いたあと、必要なものを保存し、ネットワークなしでも使えるようにします。',
  parts: {
    model: 'モデル',
    runtime: 'ここでの学習を計算する ONNX Runtime',
    page: 'ページ',
    lesson: 'ここで学習したもの',
  },
  megabytes: (value) => `${value.toFixed(1)} MB`,
  storageNote:
    'あなたに関するものはありません。お気に入りと言語の設定は別に保存され、そのまま残ります。ここで学習したものは一緒に消えます。',
  remove: '保存したものを消す',
  removed: '消しました。次に開いたときに、また取得して保存します。',
  update: '新しい Dareka の準備ができました。',
  takeOver: '今すぐ使う',
};
