/** The progress of loading, the backend that draws, and failures. */
import type { Backend, BackendReason, DrawnBy, Progress, RuntimeName } from '@dareka/engine';
import type { PageFailure } from '../app-context.ts';

/** The same in every language. */
export const BACKEND_NAMES: Readonly<Record<Backend, string>> = { webgpu: 'WebGPU', wasm: 'WASM' };
export const RUNTIME_NAMES: Readonly<Record<RuntimeName, string>> = {
  kernel: 'Dareka',
  onnx: 'ONNX Runtime',
};

/** What draws, by name; the kernel is not named. */
export function nameOfDrawnBy({ backend, runtime }: DrawnBy): string {
  const name = BACKEND_NAMES[backend];
  return runtime === 'kernel' ? name : `${RUNTIME_NAMES[runtime]}, ${name}`;
}

/** Why a face cannot be drawn, or why no face can. */
function englishFailure(failure: PageFailure): string {
  switch (failure.kind) {
    case 'view':
      return 'This view could not be fetched. Is this device online?';
    case 'network':
      return 'The model could not be fetched. Is this device online?';
    case 'integrity':
      return `The model arrived damaged (${failure.file} is not the file that was published), so it is not being used.`;
    case 'format':
      return `This site's model cannot be read: ${failure.file} is not as it should be.`;
    case 'model':
      return 'This link asks for a model that this site does not have, so the face cannot be brought back here.';
    case 'face':
      return 'This link asks for something that its model cannot do, so the face cannot be brought back.';
    case 'backend':
      return failure.backend === 'webgpu'
        ? 'WebGPU does not work in this browser, and this address asks for nothing else.'
        : 'This browser could not start what draws the faces: it needs WebAssembly with SIMD.';
    case 'probe':
      return 'This device draws other pixels than it should, so its faces would not match their links.';
    case 'insecure':
      return 'Browsers let faces be drawn on secure pages only: open this page over https.';
    case 'internal':
      return 'The drawing stopped unexpectedly; this device may be short of memory.';
  }
}

/** The stage of loading. */
function englishProgress({ stage }: Progress): string {
  switch (stage) {
    case 'choosing':
      return 'Looking at what this device can do';
    case 'downloading':
      return 'Fetching the model';
    case 'starting':
      return 'Getting ready to draw';
    case 'checking':
    case 'ready':
      return 'Drawing the first face';
  }
}

/** Some browsers hide the name of the GPU. */
const UNNAMED_EN = 'an unnamed GPU';

/** Why that backend draws. */
function englishReason(reason: BackendReason): string {
  switch (reason.kind) {
    case 'requested':
      return 'as asked for';
    case 'initial':
      return 'to begin with';
    case 'noWebGpu':
      return 'this browser has no WebGPU';
    case 'noAdapter':
      return 'this browser offers no WebGPU adapter';
    case 'adapter':
      return reason.device || UNNAMED_EN;
    case 'faster': {
      const { wasm, webgpu } = reason;
      const device = reason.device || UNNAMED_EN;
      const [more, less] = [Math.max(wasm, webgpu), Math.min(wasm, webgpu)].map(Math.round);
      const over = webgpu > wasm ? device : `faster here than WebGPU on ${device}`;
      return `${over}, ${more} against ${less} faces a second`;
    }
    case 'failed':
      return `WebGPU failed here (${reason.detail})`;
    case 'singleFace':
      return `one face at a time, since the drawing broke off (${reason.detail})`;
  }
}

const en = {
  failure: englishFailure,
  progress: englishProgress,
  reason: englishReason,
  preparing: 'Preparing the model',
  retry: 'Try again',
  damagedLink:
    'This link is damaged: some of its characters are missing or wrong, so the face it held cannot be brought back.',
  newerLink: 'This link was made by a newer Dareka than the one on this page. Try loading the page again.',
};

function japaneseFailure(failure: PageFailure): string {
  switch (failure.kind) {
    case 'view':
      return 'この画面を取得できませんでした。ネットワークにつながっていますか。';
    case 'network':
      return 'モデルを取得できませんでした。ネットワークにつながっていますか。';
    case 'integrity':
      return `届いたモデルが壊れています（${failure.file} が公開されたファイルと一致しません）。そのため使用しません。`;
    case 'format':
      return `このサイトのモデルを読めません。${failure.file} の形式が正しくありません。`;
    case 'model':
      return 'このリンクの顔を描くモデルが、このサイトにはありません。ここでは顔を再現できません。';
    case 'face':
      return 'このリンクは、モデルにできないことを求めています。顔を再現できません。';
    case 'backend':
      return failure.backend === 'webgpu'
        ? 'このブラウザーでは WebGPU が動きません。そしてこのアドレスは WebGPU だけを指定しています。'
        : '顔を描くプログラムを起動できませんでした。SIMD 対応の WebAssembly が必要です。';
    case 'probe':
      return 'この端末で描くと本来と違う画素になります。リンクと同じ顔にならないため、描きません。';
    case 'insecure':
      return '安全な接続でのみ顔を描けます。https で開いてください。';
    case 'internal':
      return '描画が途中で止まりました。端末のメモリーが足りないのかもしれません。';
  }
}

function japaneseProgress({ stage }: Progress): string {
  switch (stage) {
    case 'choosing':
      return 'この端末でできることを調べています';
    case 'downloading':
      return 'モデルを取得しています';
    case 'starting':
      return '描く準備をしています';
    case 'checking':
    case 'ready':
      return '最初の顔を描いています';
  }
}

/** Some browsers hide the name of the GPU. */
const UNNAMED_JA = '名称のわからない GPU';

function japaneseReason(reason: BackendReason): string {
  switch (reason.kind) {
    case 'requested':
      return '指定どおり';
    case 'initial':
      return 'まずはこれで';
    case 'noWebGpu':
      return 'このブラウザーに WebGPU がありません';
    case 'noAdapter':
      return 'このブラウザーでは WebGPU のアダプターが見つかりません';
    case 'adapter':
      return reason.device || UNNAMED_JA;
    case 'faster': {
      const { wasm, webgpu } = reason;
      const device = reason.device || UNNAMED_JA;
      const [more, less] = [Math.max(wasm, webgpu), Math.min(wasm, webgpu)].map(Math.round);
      const over = webgpu > wasm ? device : `ここでは WebGPU（${device}）より高速です`;
      return `${over}。毎秒 ${more} 枚、もう一方は ${less} 枚`;
    }
    case 'failed':
      return `ここでは WebGPU が動きません（${reason.detail}）`;
    case 'singleFace':
      return `描画が途切れたので、一枚ずつ描いています（${reason.detail}）`;
  }
}

const ja: typeof en = {
  failure: japaneseFailure,
  progress: japaneseProgress,
  reason: japaneseReason,
  preparing: 'モデルの準備',
  retry: 'もう一度',
  damagedLink: 'このリンクは壊れています。文字が欠けているか違っているため、顔を再現できません。',
  newerLink:
    'このリンクは、いま開いているページより新しい Dareka で作られました。ページを再読み込みしてください。',
};

export const statusTexts = { en, ja };
