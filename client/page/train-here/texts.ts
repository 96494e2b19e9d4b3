/** The texts of the view "train-here", whose name in the address is `lesson`. */
import type { Progress } from '@dareka/engine';
import type { TrainingFailure } from './messages.ts';

function englishFailure(why: TrainingFailure): string {
  switch (why.kind) {
    case 'network':
      return 'What the training needs could not be fetched. Is this device online?';
    case 'otherTab':
      return 'Another tab of this page is training already. Close it or pause there, then try again.';
    case 'diverged':
      return `After step ${why.step} the losses were no numbers any more: this training has come apart, as GANs do now and then. Trying again goes on from what was kept; starting over is the other way.`;
    case 'backend':
      return why.backend === 'webgpu'
        ? 'WebGPU does not work in this browser.'
        : 'The training broke off; this device may be short of memory. Closing other tabs may help.';
    case 'format':
      return `This site’s training cannot be read: ${why.file} is not as it should be.`;
    default:
      return 'The training broke off unexpectedly; this device may be short of memory.';
  }
}

function englishProgress({ stage }: Progress): string {
  switch (stage) {
    case 'choosing':
    case 'downloading':
      return 'Fetching what computes, and the portraits';
    case 'starting':
      return 'Setting up both networks';
    case 'checking':
    case 'ready':
      return 'Drawing the first faces';
  }
}

const en = {
  introduction: 'From noise to faces, on your own device',
  story: (portraits: number, edge: number) => [
    `Two small networks begin with random weights. The discriminator is shown ${portraits} portraits of ${edge} × ${edge} pixels, beside what the generator draws, and learns to tell them apart; the generator learns to be taken for a portrait. Neither is told what a face is.`,
    'Sixty-four faces are drawn from the same numbers all along, so that you see them come. After about a minute there are faces; after ten they differ from one another. Pause whenever you like: it goes on where it was, at another visit too.',
  ],
  downloadSize: 'To be fetched, once',
  megabytes: (value: number) => `about ${value.toFixed(1)} MB`,
  weights: 'Weights of both networks',
  count: (count: number) => count.toLocaleString('en'),
  resumable: 'There is a training here from an earlier visit.',
  start: 'Start',
  resume: 'Continue',
  pause: 'Pause',
  openInStudio: 'Open in the studio',
  exporting: 'Making a model of it, for the studio.',
  restart: 'Start over',
  restartNote: 'Forgets what was learned; pause first',
  restartQuestion: (step: number) =>
    `Start over? What was learned in ${step.toLocaleString('en')} steps cannot be brought back.`,
  keep: 'Keep it',
  pickNote: 'Press a face to take it into the studio, with the generator as it is now.',
  localNote:
    'No picture and no weight leaves this device. The generator lives here only: its faces can be changed, mixed and saved, but their codes mean nothing elsewhere, so there is no link to share.',
  loading: 'Preparing the training',
  progress: englishProgress,
  failure: englishFailure,
  atStep: (step: number) => `Step ${step.toLocaleString('en')}.`,
  speed: (pace: number, by: string) =>
    `${pace < 10 ? pace.toFixed(1) : Math.round(pace)} a second, by ${by}.`,
  paused: 'Paused.',
  savedTo: (step: number) => `Kept on this device up to step ${step.toLocaleString('en')}.`,
  fellBack: 'WebGPU failed here, so WASM goes on.',
  warning: {
    storageFull:
      'This device has no room to keep what is learned. The training goes on, but is lost when the page is closed.',
    storageForbidden:
      'This browser does not let the page keep what is learned. The training goes on, but is lost when the page is closed.',
    exportFailed: 'There is no room on this device for one more model, so it could not go into the studio.',
  },
  samples: (step: number) => `Sixty-four faces from the same numbers, after step ${step}`,
  hintsTitle: 'What to look for',
  hints: [
    'First the colours and a bright spot where faces are; then eyes, hair and outline; then people who differ. The losses tell you none of this: they hover, because both networks get better at once.',
    'D(x) is how real the discriminator finds portraits, D(G(z)) how real it finds the faces. The closer they stay together, the more the generator learns from its opponent.',
    'A few hundred portraits are few. Train on for an hour and the discriminator begins to know them by heart.',
  ],
  device: 'On this device',
  backend: 'Compute with',
  backendNote: 'Weights are the same for both; what was learned goes on when they change.',
};

function japaneseFailure(why: TrainingFailure): string {
  switch (why.kind) {
    case 'network':
      return '学習に必要なものを取得できませんでした。ネットワークにつながっていますか。';
    case 'otherTab':
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

function japaneseProgress({ stage }: Progress): string {
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

const ja: typeof en = {
  introduction: 'ノイズから顔へ、この端末の上で',
  story: (portraits, edge) => [
    `小さなネットワークが二つ、でたらめな重みから始めます。識別器は ${edge} × ${edge} 画素の肖像 ${portraits} 枚と、生成器の描いたものを見せられ、見分けることを学びます。生成器は、肖像と見なされることを学びます。顔とは何か、どちらにも教えません。`,
    '六十四の顔を、いつも同じ数から描きます。だから顔が現れてくるのが見えます。一分ほどで顔らしくなり、十分ほどでそれぞれ違う人になります。いつでも止められ、次に来たときにも続きから学べます。',
  ],
  downloadSize: '最初に取得する量',
  megabytes: (value) => `約 ${value.toFixed(1)} MB`,
  weights: '二つのネットワークの重み',
  count: (count) => count.toLocaleString('ja'),
  resumable: '前に来たときの学習が残っています。',
  start: '始める',
  resume: '続ける',
  pause: '一時停止',
  openInStudio: 'アトリエで開く',
  exporting: 'アトリエで使うモデルにしています。',
  restart: '最初から',
  restartNote: '学んだことを忘れます（止まっているときに）',
  restartQuestion: (step) =>
    `最初からやり直しますか。${step.toLocaleString('ja')} ステップで学んだことは元に戻せません。`,
  keep: '残す',
  pickNote: '顔を押すと、いまの生成器といっしょにアトリエへ持っていけます。',
  localNote:
    '絵も重みも、この端末の外へは出ません。生成器はここにしかないので、その顔を変えたり、まぜたり、保存したりはできますが、コードはほかでは意味を持たず、共有するリンクはありません。',
  loading: '学習の準備',
  progress: japaneseProgress,
  failure: japaneseFailure,
  atStep: (step) => `${step.toLocaleString('ja')} ステップ。`,
  speed: (pace, by) => `毎秒 ${pace < 10 ? pace.toFixed(1) : Math.round(pace)} ステップ（${by}）。`,
  paused: '一時停止中です。',
  savedTo: (step) => `${step.toLocaleString('ja')} ステップまでを、この端末に保存しました。`,
  fellBack: 'WebGPU が途中で止まったため、WASM で続けています。',
  warning: {
    storageFull:
      'この端末には、学んだことを保存する空きがありません。学習は続きますが、ページを閉じると失われます。',
    storageForbidden:
      'このブラウザーは、学んだことの保存を許していません。学習は続きますが、ページを閉じると失われます。',
    exportFailed: 'モデルをもう一つ保存する空きがないため、アトリエへ持っていけませんでした。',
  },
  samples: (step) => `同じ数から描いた六十四の顔、${step} ステップの時点`,
  hintsTitle: '見どころ',
  hints: [
    'はじめに色と、顔のあたりの明るみ。つぎに目、髪、輪郭。それから、ひとりひとりの違い。損失はそれを教えてくれません。両方が同時に上達するので、漂うばかりです。',
    'D(x) は識別器が肖像をどれほど本物と見るか、D(G(z)) は作られた顔をどう見るかです。二つが近いほど、生成器は相手から多くを学べます。',
    '数百枚の肖像はわずかです。一時間も続けると、識別器は肖像を覚えこみはじめます。',
  ],
  device: 'この端末で',
  backend: '計算の方法',
  backendNote: '重みはどちらでも同じです。切り替えても、続きから学びます。',
};

export const trainHereTexts = { en, ja };
