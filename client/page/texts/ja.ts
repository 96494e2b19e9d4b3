/** 日本語. `en.ts` と同じことを、日本語として読めるように。 */
import type { BackendReason, Failure, Progress } from '@dareka/engine';
import type { Texts } from './index.ts';
import { about } from './ja-about.ts';
import { directions } from './ja-directions.ts';
import { inside, training } from './ja-learn.ts';
import { lesson } from './ja-lesson.ts';
import { model } from './ja-model.ts';
import { arithmetic, mix, picker } from './ja-play.ts';
import { quiz } from './ja-quiz.ts';
import { studio } from './ja-studio.ts';

function failure(why: Failure): string {
  switch (why.kind) {
    case 'network':
      return 'モデルを取得できませんでした。ネットワークにつながっていますか。';
    case 'integrity':
      return `届いたモデルが壊れています(${why.file} が公開されたファイルと一致しません)。そのため使用しません。`;
    case 'format':
      return `このサイトのモデルを読めません。${why.file} の形式が正しくありません。`;
    case 'model':
      return 'このリンクの顔を描くモデルが、このサイトにはありません。ここでは顔を再現できません。';
    case 'face':
      return 'このリンクは、モデルにできないことを求めています。顔を再現できません。';
    case 'backend':
      return why.backend === 'webgpu'
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

function doing({ stage }: Progress): string {
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

/** Not every browser tells what the GPU calls itself. */
const UNNAMED = '名称のわからない GPU';

function why(because: BackendReason): string {
  switch (because.kind) {
    case 'requested':
      return '指定どおり';
    case 'initial':
      return 'まずはこれで';
    case 'noWebGpu':
      return 'このブラウザーに WebGPU がないため';
    case 'noAdapter':
      return 'このブラウザーでは WebGPU のアダプターが見つからないため';
    case 'adapter':
      return because.device || UNNAMED;
    case 'faster': {
      const { wasm, webgpu } = because;
      const device = because.device || UNNAMED;
      const [more, less] = [Math.max(wasm, webgpu), Math.min(wasm, webgpu)].map(Math.round);
      const over = webgpu > wasm ? device : `ここでは WebGPU(${device})より速いため`;
      return `${over}。毎秒 ${more} 枚、もう一方は ${less} 枚`;
    }
    case 'failed':
      return `ここでは WebGPU が動かないため(${because.detail})`;
    case 'singleFace':
      return `描画が途切れたため、一枚ずつ(${because.detail})`;
  }
}

export const ja: Texts = {
  title: 'Dareka 誰か',
  skip: '本文へ移動',
  otherLanguage: 'English',
  otherLanguageCode: 'en',
  views: {
    faces: '顔',
    studio: 'アトリエ',
    mix: 'まぜる',
    arithmetic: '足し算',
    inside: 'しくみ',
    training: '学習',
    lesson: 'ここで育てる',
    quiz: 'クイズ',
    about: 'このモデル',
  },
  leads: {
    faces: 'どこにもいない人たちの顔を、いま、あなたの端末が描いています。',
    studio: 'ひとつの顔の、変えられるところをすべて。',
    mix: '顔から顔へ歩く。途中の一歩一歩も、みな誰かの顔です。',
    arithmetic: '顔はベクトルです。足すことも、引くこともできます。',
    inside: '百個の数が一枚の絵になるまでを、層ごとに。',
    training: '学習をたどると、顔が現れてくるのが見えます。',
    lesson: '小さな GAN が、あなたの端末の上で学びます。雑音が顔になるまでを、その場で。',
    quiz: '二枚のうち一枚は、学習データにありません。どちらでしょう。',
    about: '何が顔を描き、何から学び、この端末に何が保存されているか。',
  },
  nav: 'ページ',
  status: {
    failure,
    doing,
    why,
    preparing: 'モデルの準備',
    opening: '開いています',
    retry: 'もう一度',
    drawn: (backend) => `この端末で描画中(${backend})`,
  },
  failure,
  link: {
    damaged: 'このリンクは壊れています。文字が欠けているか違っているため、顔を再現できません。',
    newer:
      'このリンクは、いま開いているページより新しい Dareka で作られました。ページを再読み込みしてください。',
  },
  faces: {
    section: '顔の一覧',
    face: (number) => `顔 ${number}`,
    more: 'もっと見る',
    fresh: '新しい顔',
    kept: 'お気に入り',
    keep: 'お気に入りに入れる',
    noneKept: 'お気に入りはまだありません。顔のハートを押すか、キーボードの F で、ここに残せます。',
    filter: '絞り込む',
    clear: '絞り込みなし',
    noDirections:
      'このモデルには方向のデータが付いていないため、見た目で顔を選ぶことができません。方向を持つモデルなら選べます。',
    which: '表示する顔',
  },
  viewer: {
    label: '顔',
    nobody: '誰でもない人',
    portrait: '誰でもない人の顔',
    close: '閉じる',
    others: 'ほかの顔',
    previous: '前へ',
    next: '次へ',
    seed: (seed, edits) => `シード ${seed} から${edits === 0 ? '' : `、編集 ${edits} 箇所`}`,
    latent: (size) => `${size} 個の数からなる潜在ベクトルから`,
    go: 'この顔で続ける',
    take: '持ち帰る',
  },
  share: {
    link: 'この顔へのリンク',
    copyLink: 'リンクをコピー',
    copied: 'コピーしました',
    picture: (edge) => `PNG ${edge} × ${edge}`,
    z: 'z を JSON で',
    code: 'コードをコピー',
    embed: '埋め込みをコピー',
    own: 'この顔の生成器はこの端末で学習したもので、ほかにはありません。共有できるリンクはありませんが、この端末では再読み込みしても同じ顔に戻ります。',
    alt: '実在しない人の顔',
  },
  directions,
  model,
  studio,
  mix,
  arithmetic,
  picker,
  inside,
  training,
  lesson,
  quiz,
  about,
  footer: {
    nobody:
      'ここに実在の人はいません。モデルは CC0 の 3D 素材から作った肖像だけで学び、誰の写真も使っていません。',
    realPeople:
      'ここの顔は誰のものでもありませんが、モデルは実在の人の写真から学びました。詳しくはモデルカードに。',
    model: (name) => `モデル ${name} について`,
  },
};
