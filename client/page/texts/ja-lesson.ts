import type { Progress } from '@dareka/engine';
import type { TrainingFailure } from '../train-here/messages.ts';
import type { lesson as english } from './en-lesson.ts';

function failure(why: TrainingFailure): string {
  switch (why.kind) {
    case 'network':
      return '学習に必要なものを取得できませんでした。ネットワークにつながっていますか。';
    case 'elsewhere':
      return '別のタブですでに学習中です。そちらを閉じるか止めてから、もう一度お試しください。';
    case 'diverged':
      return `ステップ ${why.step} で損失が数でなくなりました。GAN ではときどき起こることです。もう一度押すと、保存したところから続けます。最初からやり直すこともできます。`;
    case 'backend':
      return why.backend === 'webgpu'
        ? 'このブラウザーでは WebGPU が動きません。'
        : '学習が途中で止まりました。端末のメモリーが足りないのかもしれません。ほかのタブを閉じると続けられることがあります。';
    case 'format':
      return `このサイトの学習データを読めません。${why.file} の形式が正しくありません。`;
    default:
      return '学習が途中で止まりました。端末のメモリーが足りないのかもしれません。';
  }
}

function doing({ stage }: Progress): string {
  switch (stage) {
    case 'choosing':
    case 'downloading':
      return '計算のプログラムと肖像を取得しています';
    case 'starting':
      return '二つのネットワークを用意しています';
    case 'checking':
    case 'ready':
      return '最初の顔を描いています';
  }
}

export const lesson: typeof english = {
  invitation: '雑音から顔へ、この端末の上で',
  story: (portraits, edge) => [
    `小さなネットワークが二つ、でたらめな重みから始めます。識別器は ${edge} × ${edge} 画素の肖像 ${portraits} 枚と、生成器の描いたものを見せられ、見分けることを学びます。生成器は、肖像と見なされることを学びます。顔とは何か、どちらにも教えません。`,
    '六十四の顔を、いつも同じ数から描きます。だから顔が現れてくるのが見えます。一分ほどで顔らしくなり、十分ほどでそれぞれ違う人になります。いつでも止められ、次に来たときにも続きから学べます。',
  ],
  fetched: '最初に取得する量',
  megabytes: (value) => `約 ${value} MB`,
  weights: '二つのネットワークの重み',
  count: (count) => count.toLocaleString('ja'),
  before: '前に来たときの学習が残っています。',
  begin: '始める',
  goOn: '続ける',
  pause: '止める',
  studio: 'アトリエへ',
  taking: 'アトリエで使うモデルにしています。',
  restart: '最初から',
  restartNote: '学んだことを忘れます(止まっているときに)',
  choose: '顔を押すと、いまの生成器といっしょにアトリエへ持っていけます。',
  local:
    '絵も重みも、この端末の外へは出ません。生成器はここにしかないので、その顔を変えたり、まぜたり、保存したりはできますが、コードはほかでは意味を持たず、共有するリンクはありません。',
  preparing: '学習の準備',
  doing,
  failure,
  at: (step) => `${step.toLocaleString('ja')} ステップ。`,
  pace: (pace, by) => `毎秒 ${pace < 10 ? pace.toFixed(1) : Math.round(pace)} ステップ(${by})。`,
  resting: '休んでいます。',
  keptTo: (step) => `${step.toLocaleString('ja')} ステップまでを、この端末に保存しました。`,
  fellBack: 'WebGPU が途中で止まったため、WASM で続けています。',
  trouble: {
    full: 'この端末には、学んだことを保存する空きがありません。学習は続きますが、ページを閉じると失われます。',
    forbidden:
      'このブラウザーは、学んだことの保存を許していません。学習は続きますが、ページを閉じると失われます。',
    notTaken: 'モデルをもう一つ保存する空きがないため、アトリエへ持っていけませんでした。',
  },
  grid: (step) => `同じ数から描いた六十四の顔、${step} ステップの時点`,
  noCurves: '最初の数ステップから曲線が始まります。',
  happening: '見どころ',
  happens: [
    'はじめに色と、顔のあたりの明るみ。つぎに目、髪、輪郭。それから、ひとりひとりの違い。損失はそれを教えてくれません。両方が同時に上達するので、漂うばかりです。',
    'D(x) は識別器が肖像をどれほど本物と見るか、D(G(z)) は作られた顔をどう見るかです。二つが近いほど、生成器は相手から多くを学べます。',
    '数百枚の肖像はわずかです。一時間も続けると、識別器は肖像を覚えこみはじめます。',
  ],
  device: 'この端末で',
  computeWith: '計算の方法',
  computeNote: '重みはどちらでも同じです。切り替えても、続きから学びます。',
};
