/** The texts of the view "train-here", whose name in the address is `lesson`. */
import type { Progress } from '@dareka/engine';
import { formatCount } from '../texts/format-count.ts';
import { englishOwn, japaneseOwn } from './own-pictures/texts.ts';
import { englishDigits, englishPortraits, japaneseDigits, japanesePortraits } from './sets/set-texts.ts';
import { englishShapes, japaneseShapes } from './shapes/texts.ts';
import { twoDigits } from './two-digits.ts';
import type { StepTimes, TrainingFailure } from './worker/messages.ts';

function englishFailure(why: TrainingFailure): string {
  switch (why.kind) {
    case 'network':
      return 'What the training needs could not be fetched. Is this device online?';
    case 'otherTab':
      return 'Another tab of this site has a training open. Close that tab, or go to another view in it, then try again.';
    case 'unreadable':
      return 'What this device keeps of this training cannot be read. It is left as it is: try again, or start over, which deletes it.';
    case 'diverged':
      return `After step ${why.step} the losses were not finite any more: this training has come apart, as GANs do now and then. Trying again goes on from what was kept; starting over is the other way.`;
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
      return 'Fetching what computes, and the pictures';
    case 'starting':
      return 'Setting up both networks';
    case 'checking':
    case 'ready':
      return 'Drawing the first pictures';
  }
}

const en = {
  of: { portraits: englishPortraits, digits: englishDigits, shapes: englishShapes, own: englishOwn },
  sets: 'What it learns to draw',
  setNames: { portraits: 'Portraits', digits: 'Digits', shapes: 'Shapes', own: 'Yours' },
  downloadSize: 'To be fetched, once',
  megabytes: (value: number) => `about ${value.toFixed(1)} MB`,
  weights: 'Weights of both networks',
  count: (count: number) => formatCount(count),
  resumable: 'There is a training here that can go on.',
  start: 'Start',
  noCanvas:
    'This browser cannot train: it has no canvas for workers (OffscreenCanvas), which browsers have had since 2023. A newer one can.',
  resume: 'Continue',
  pause: 'Pause',
  openInStudio: 'Open in the studio',
  openInConditional: 'Open in “Conditional”',
  exporting: 'Making a model of it.',
  restart: 'Start over',
  restartNote: 'Forgets what was learned; pause first',
  restartQuestion: (step: number) =>
    `Start over? What was learned in ${formatCount(step)} steps cannot be brought back.`,
  restartUnreadable: 'Start over? What this device keeps of the training is deleted.',
  keep: 'Keep it',
  localNote:
    'No picture and no weight leaves this device. The generator lives here only: what it draws can be changed, mixed and saved, but its codes mean nothing elsewhere, so there is no link to share.',
  loading: 'Preparing the training',
  progress: englishProgress,
  failure: englishFailure,
  atStep: (step: number) => `Step ${formatCount(step)}.`,
  speed: (pace: number, by: string) => `${twoDigits(pace)} a second, by ${by}.`,
  paused: 'Paused.',
  savedTo: (step: number) => `Kept on this device up to step ${formatCount(step)}.`,
  fellBack: {
    webgpu: 'WebGPU failed here, so WASM goes on.',
    lostThread: 'One of the threads that train came to an end, so fewer go on from what was kept.',
  },
  warning: {
    storageFull:
      'This device has no room to keep what is learned. The training goes on, but is lost when the page is closed: “Take it home” saves it as a file.',
    storageForbidden:
      'This browser does not let the page keep what is learned. The training goes on, but is lost when the page is closed: “Take it home” saves it as a file.',
    exportFull: 'There is no room on this device for one more model, so it could not be opened.',
    exportForbidden:
      'This browser does not let the page keep models, so it could not be opened. It can still be taken home, as a file.',
  },
  hintsTitle: 'What to look for',
  device: 'On this device',
  backend: 'Compute with',
  backendNote: 'Weights are the same for both; what was learned goes on when they change.',
  stepTimes: ({ webgpu, wasm }: StepTimes) =>
    `Measured before the first step: ${twoDigits(webgpu)} ms a step by WebGPU, ${twoDigits(wasm)} ms by WASM.`,
};

function japaneseFailure(why: TrainingFailure): string {
  switch (why.kind) {
    case 'network':
      return '学習に必要なものを取得できませんでした。ネットワークにつながっていますか。';
    case 'otherTab':
      return '別のタブで学習が開かれています。そのタブを閉じるか、そちらで別のページに移ってから、もう一度お試しください。';
    case 'unreadable':
      return 'この端末に保存した学習を読めません。保存したものはそのまま残してあります。もう一度試すか、最初からやり直してください。やり直すと、保存したものは消えます。';
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
      return '計算のプログラムと画像を取得しています';
    case 'starting':
      return '二つのネットワークを用意しています';
    case 'checking':
    case 'ready':
      return '最初の絵を描いています';
  }
}

const ja: typeof en = {
  of: { portraits: japanesePortraits, digits: japaneseDigits, shapes: japaneseShapes, own: japaneseOwn },
  sets: '何を描けるようにするか',
  setNames: { portraits: '肖像', digits: '数字', shapes: '図形', own: '自分の写真' },
  downloadSize: '最初に取得する量',
  megabytes: (value) => `約 ${value.toFixed(1)} MB`,
  weights: '二つのネットワークの重み',
  count: (count) => formatCount(count),
  resumable: '続けられる学習があります。',
  start: '始める',
  noCanvas:
    'このブラウザーでは学習できません。ワーカーで使うキャンバス（OffscreenCanvas）がないためです。2023 年以降のブラウザーにはあります。',
  resume: '続ける',
  pause: '一時停止',
  openInStudio: 'アトリエで開く',
  openInConditional: '「条件つき」で開く',
  exporting: 'モデルにしています。',
  restart: '最初から',
  restartNote: '学んだことを忘れます（止まっているときに）',
  restartQuestion: (step) =>
    `最初からやり直しますか。${formatCount(step)} ステップで学んだことは元に戻せません。`,
  restartUnreadable: '最初からやり直しますか。この端末に保存した学習は消えます。',
  keep: '残す',
  localNote:
    '絵も重みも、この端末の外へは出ません。生成器はここにしかないので、描いたものを変えたり、まぜたり、保存したりはできますが、コードはほかでは意味を持たず、共有するリンクはありません。',
  loading: '学習の準備',
  progress: japaneseProgress,
  failure: japaneseFailure,
  atStep: (step) => `${formatCount(step)} ステップ。`,
  speed: (pace, by) => `毎秒 ${twoDigits(pace)} ステップ（${by}）。`,
  paused: '一時停止中です。',
  savedTo: (step) => `${formatCount(step)} ステップまでを、この端末に保存しました。`,
  fellBack: {
    webgpu: 'WebGPU が途中で止まったため、WASM で続けています。',
    lostThread: '学習中のスレッドが一つ途切れたため、保存した時点から、少ないスレッドで続けています。',
  },
  warning: {
    storageFull:
      'この端末には、学んだことを保存する空きがありません。学習は続きますが、ページを閉じると失われます。「持ち帰る」からファイルに保存できます。',
    storageForbidden:
      'このブラウザーは、学んだことの保存を許していません。学習は続きますが、ページを閉じると失われます。「持ち帰る」からファイルに保存できます。',
    exportFull: 'モデルをもう一つ保存する空きがないため、開けませんでした。',
    exportForbidden:
      'このブラウザーはモデルの保存を許していないため、開けませんでした。ファイルとして持ち帰ることはできます。',
  },
  hintsTitle: '見どころ',
  device: 'この端末で',
  backend: '計算の方法',
  backendNote: '重みはどちらでも同じです。切り替えても、続きから学びます。',
  stepTimes: ({ webgpu, wasm }) =>
    `始める前に測った一ステップの時間：WebGPU は ${twoDigits(webgpu)} ミリ秒、WASM は ${twoDigits(wasm)} ミリ秒。`,
};

export const trainHereTexts = { en, ja };
