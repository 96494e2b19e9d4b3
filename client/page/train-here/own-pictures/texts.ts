/** What the view says of the visitor's own pictures. */
import { formatCount } from '../../texts/format-count.ts';
import type { SetTexts } from '../sets/set-texts.ts';
import type { FileProblem } from './decode-messages.ts';
import { MAX_PICTURES } from './decode-messages.ts';
import { FEW_PICTURES } from './own-set.ts';

export const englishOwn: SetTexts = {
  introduction: 'From noise to your own pictures, on your own device',
  story: (_, edge) => [
    `The discriminator is shown your pictures at ${edge} × ${edge} pixels, beside what the generator draws, and learns to tell them apart; the generator learns to be taken for one of them. Thirty of one kind of thing are a good beginning, each in the middle and before something plain: mugs, leaves, faces of a cat.`,
  ],
  samples: (step) => `Sixty-four pictures from the same numbers, after step ${step}`,
  pickNote: 'Press a picture to take it into the studio, with the generator as it is now.',
  hints: [
    'First the colours of your pictures, then where things are, then their outlines. What all of them have comes soon; what only one has comes late, or never.',
    'Does it draw something new, or your pictures again? With a few it does the latter: the networks have more weights than a few pictures have pixels. The more pictures there are, the more lies between them.',
    'D(x) is how real the discriminator finds your pictures, D(G(z)) how real it finds those drawn. Where D(x) nears 1 and D(G(z)) nears 0, it knows yours by heart, and the generator learns nothing more from it.',
  ],
};

export const japaneseOwn: SetTexts = {
  introduction: 'ノイズから自分の写真へ、この端末の上で',
  story: (_, edge) => [
    `識別器はあなたの写真（${edge} × ${edge} 画素）と、生成器の描いたものを見せられ、見分けることを学びます。生成器は、その一枚と見なされることを学びます。同じ種類のものを、まんなかに、無地の前で撮った三十枚が、よい始まりです。マグカップ、葉、うちの猫の顔。`,
  ],
  samples: (step) => `同じ数から描いた六十四枚、${step} ステップの時点`,
  pickNote: '絵を押すと、いまの生成器といっしょにアトリエへ持っていけます。',
  hints: [
    'はじめに写真の色、つぎに物の位置、それから輪郭。どの写真にもあるものはすぐに、一枚にしかないものは遅く、あるいは最後まで現れません。',
    '新しいものを描いているでしょうか、それとも写真の繰り返しでしょうか。枚数が少なければ後者です。重みの数が、写真の語ることより多いからです。枚数が増えるほど、そのあいだにあるものが増えます。',
    'D(x) は識別器があなたの写真をどれほど本物と見るか、D(G(z)) は描かれたものをどう見るかです。D(x) が 1 に、D(G(z)) が 0 に近づいたら、写真を覚えこんでいて、生成器はもう何も学べません。',
  ],
};

type Problems = Readonly<Record<FileProblem['why'], (count: number) => string>>;

function files(count: number): string {
  return count === 1 ? 'One file' : `${formatCount(count)} files`;
}

const en = {
  privacy:
    'Your pictures never leave this device. They are opened, cropped and learned from within this page; nothing of them is sent anywhere.',
  chooseAgain:
    'There is a training here, but not its pictures: they were not kept, or were not in its file. Choose them again, and it goes on where it was.',
  choose: 'Choose pictures',
  folder: 'Choose a folder',
  camera: 'Use the camera',
  ways: 'A zip of pictures will do, too. You can also drop them anywhere on this page, or paste them. The square in the middle of each is used. HEIC, as iPhones save it, is fine: where the browser cannot open it, 0.5 MB more are fetched once.',
  nothing: 'There is no picture in what you chose.',
  brokeOff:
    'Opening them broke off: this browser cannot do it, or its memory was short. What had been opened is here.',
  reading: (count: number) => `Opening pictures: ${formatCount(count)} so far.`,
  readingLabel: 'Opening pictures',
  stop: 'Stop',
  count: (count: number) => (count === 1 ? 'One picture.' : `${formatCount(count)} pictures.`),
  strip: 'Your pictures',
  stripNote: 'Press one to leave it out.',
  change: 'Change the pictures',
  changeNote: 'Once it is paused you can add and leave out some; it then goes on with what it has learned.',
  leaveOut: (name: string) => `Leave out ${name}`,
  putBack: (count: number) => (count === 1 ? 'Put it back' : `Put ${formatCount(count)} back`),
  earlier: 'Earlier',
  later: 'Later',
  shown: (from: number, to: number, count: number) =>
    `${formatCount(from)} to ${formatCount(to)} of ${formatCount(count)}`,
  few: (count: number, isAugmented: boolean) =>
    `${count === 1 ? 'One is enough to begin, though that one is all that it can learn. ' : ''}With fewer than ${FEW_PICTURES} pictures the discriminator would soon know them by heart. ${isAugmented ? 'So it is shown yours and the drawn ones alike in changed colours, shifted and partly covered (DiffAugment).' : 'DiffAugment would keep it from that, but is off: it is among the settings.'}`,
  copies: (count: number) =>
    `${count === 1 ? 'One is' : `${formatCount(count)} are`} nearly the same as another. What is there twice is learned twice as well.`,
  leaveOutCopies: 'Leave out the copies',
  small: (count: number, edge: number) =>
    `${count === 1 ? 'One is' : `${formatCount(count)} are`} smaller than ${edge} × ${edge} pixels, so enlarged.`,
  problems: {
    noPicture: (count) => `${files(count)} left out: no picture.`,
    unreadable: (count) =>
      `${files(count)} left out: this browser cannot read ${count === 1 ? 'it' : 'them'}. Moved since, perhaps, or in a cloud and not on this device.`,
    damaged: (count) =>
      `${files(count)} left out: damaged, so that this browser cannot open ${count === 1 ? 'it' : 'them'}.`,
    heic: (count) =>
      `${files(count)} left out: HEIC that is damaged, of a kind that this page cannot open, or too large for this device’s memory. Saved or sent as JPEG it can.`,
    heicOffline: (count) =>
      `${files(count)} left out: HEIC, and what opens it could not be fetched. With a network, choose ${count === 1 ? 'it' : 'them'} again.`,
    vector: (count) => `${files(count)} left out: SVG, a drawing without pixels. Saved as PNG it has some.`,
    tiff: (count) =>
      `${files(count)} left out: TIFF, or a camera’s raw file, which this browser cannot open. Saved as JPEG or PNG it can.`,
    tooManyPixels: (count) => `${files(count)} left out: more than 100 million pixels.`,
    tooLarge: (count) => `${files(count)} left out: larger than 64 MB.`,
    tooSmall: (count) => `${files(count)} left out: smaller than 8 × 8 pixels.`,
    training: (count) =>
      `${files(count)} left out: a training or a model. Given by itself it is gone on with, or opened.`,
    zipDamaged: (count) =>
      `${files(count)}: a zip that is damaged, empty or incomplete. What could be read was.`,
    zipInZip: (count) => `${files(count)} left out: a zip within a zip. Unpack it first.`,
    tooMany: (count) =>
      `${files(count)} left out: ${formatCount(MAX_PICTURES)} pictures are the most that this page takes.`,
  } satisfies Problems as Problems,
  moreNames: (count: number) => `and ${formatCount(count)} more`,
  takePicture: 'Take a picture',
  cameraView: 'What the camera sees',
  cameraPicture: (number: number) => `camera ${number}`,
  cameraOff: 'Turn the camera off',
  close: 'Close',
  cameraProblems: {
    none: 'This device has no camera that this page can use.',
    refused:
      'The camera may not be used: this browser, or you, refused it. The settings of this site, beside its address, allow it again.',
    busy: 'The camera does not answer. Another program may be using it.',
  },
  keep: 'Keep these pictures on this device for later visits',
  keepProblems: {
    storageFull: 'This device has no room to keep the pictures, so they are gone when the page is closed.',
    storageForbidden:
      'This browser does not let the page keep the pictures, so they are gone when the page is closed.',
  },
};

const ja: typeof en = {
  privacy:
    '写真がこの端末の外へ出ることはありません。開くのも、切り抜くのも、学ぶのもこのページの中で、どこへも送りません。',
  chooseAgain:
    'ここに学習がありますが、写真がありません。残さなかったか、ファイルに入れなかったためです。もう一度選ぶと、続きから学びます。',
  choose: '写真を選ぶ',
  folder: 'フォルダーを選ぶ',
  camera: 'カメラで撮る',
  ways: '写真の zip も選べます。このページのどこかに落としても、貼りつけてもかまいません。それぞれ、まんなかの正方形を使います。iPhone の HEIC も開けます。ブラウザーが開けないときは、一度だけ 0.5 MB を取得します。',
  nothing: '選んだものの中に写真がありません。',
  brokeOff:
    '写真を開く途中で止まりました。このブラウザーではできないか、メモリーが足りません。開けた写真は残っています。',
  reading: (count) => `写真を開いています。いま ${formatCount(count)} 枚。`,
  readingLabel: '写真を開いています',
  stop: '中止',
  count: (count) => `写真 ${formatCount(count)} 枚。`,
  strip: 'あなたの写真',
  stripNote: '押すと外します。',
  change: '写真を変える',
  changeNote: '一時停止すると、足したり外したりできます。学んだことの続きから学びます。',
  leaveOut: (name) => `${name} を外す`,
  putBack: (count) => (count === 1 ? '元に戻す' : `${formatCount(count)} 枚を元に戻す`),
  earlier: '前へ',
  later: '次へ',
  shown: (from, to, count) => `${formatCount(count)} 枚のうち ${formatCount(from)}〜${formatCount(to)}`,
  few: (count, isAugmented) =>
    `${count === 1 ? '一枚でも始められますが、学べるのはその一枚だけです。' : ''}${FEW_PICTURES} 枚より少ないと、識別器はすぐに覚えこんでしまいます。${isAugmented ? 'そこで、本物も描かれたものも、色を変え、ずらし、一部を隠して見せます（DiffAugment）。' : 'DiffAugment を使うと防げますが、いまはオフです（設定にあります）。'}`,
  copies: (count) =>
    `${formatCount(count)} 枚は、ほかの写真とほとんど同じです。二枚あるものは、二倍よく学ばれます。`,
  leaveOutCopies: '同じものを外す',
  small: (count, edge) => `${formatCount(count)} 枚は ${edge} × ${edge} 画素より小さいので、拡大しています。`,
  problems: {
    noPicture: (count) => `${formatCount(count)} 個のファイルは画像ではないので、使いません。`,
    unreadable: (count) =>
      `${formatCount(count)} 個のファイルは読めませんでした。移動したか、クラウドにあってこの端末にないのかもしれません。`,
    damaged: (count) => `${formatCount(count)} 個のファイルは壊れていて、このブラウザーでは開けません。`,
    heic: (count) =>
      `${formatCount(count)} 個のファイルは HEIC で、壊れているか、このページで開けない種類か、この端末のメモリーには大きすぎます。JPEG にすれば使えます。`,
    heicOffline: (count) =>
      `${formatCount(count)} 個のファイルは HEIC で、それを開くものを取得できませんでした。ネットワークにつながっているときに、もう一度選んでください。`,
    vector: (count) =>
      `${formatCount(count)} 個のファイルは SVG で、画素がありません。PNG にすれば使えます。`,
    tiff: (count) =>
      `${formatCount(count)} 個のファイルは TIFF かカメラの RAW で、このブラウザーでは開けません。JPEG か PNG にすれば使えます。`,
    tooManyPixels: (count) => `${formatCount(count)} 個のファイルは 1 億画素より大きいので、使いません。`,
    tooLarge: (count) => `${formatCount(count)} 個のファイルは 64 MB より大きいので、使いません。`,
    tooSmall: (count) => `${formatCount(count)} 個のファイルは 8 × 8 画素より小さいので、使いません。`,
    training: (count) =>
      `${formatCount(count)} 個のファイルは学習かモデルなので、使いません。それだけを選ぶと、続きから学ぶか、開きます。`,
    zipDamaged: (count) =>
      `${formatCount(count)} 個の zip は壊れているか、空か、途中で切れています。読めたものは使います。`,
    zipInZip: (count) => `${formatCount(count)} 個のファイルは zip の中の zip です。先に展開してください。`,
    tooMany: (count) =>
      `${formatCount(count)} 個のファイルは使いません。このページで使えるのは ${formatCount(MAX_PICTURES)} 枚までです。`,
  },
  moreNames: (count) => `ほか ${formatCount(count)} 個`,
  takePicture: '撮る',
  cameraView: 'カメラの見ているもの',
  cameraPicture: (number) => `カメラ ${number}`,
  cameraOff: 'カメラを切る',
  close: '閉じる',
  cameraProblems: {
    none: 'この端末には、このページで使えるカメラがありません。',
    refused: 'カメラの使用が許可されていません。アドレスの横にあるサイトの設定で、許可できます。',
    busy: 'カメラが応答しません。ほかのプログラムが使っているのかもしれません。',
  },
  keep: '次に来たときのために、写真をこの端末に残す',
  keepProblems: {
    storageFull: 'この端末には写真を残す空きがないので、ページを閉じるとなくなります。',
    storageForbidden: 'このブラウザーは写真を残すことを許していないので、ページを閉じるとなくなります。',
  },
};

export const ownTexts = { en, ja };
