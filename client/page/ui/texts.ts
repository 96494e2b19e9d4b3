/** The texts of the components that several views use. */
import { formatCount } from '../texts/format-count.ts';

const en = {
  loading: 'Opening',
  face: (number: number) => `Face ${number}`,
  favourite: 'Keep as a favourite',
  favouriteOf: (face: string) => `${face}: keep as a favourite`,
  close: 'Close',
  notStored: {
    full: 'This browser has no more space for this site, so the favourites are not stored: they last until this page is closed. Save them as a file, or remove what is stored, in About.',
    forbidden:
      'This browser does not let the site store anything: favourites last until this page is closed.',
  },
  undo: 'Undo',
  model: 'Model',
  defaultModel: (id: string) => `${id} (default)`,
  slider: { doublePress: 'Press twice to put it back' },
  share: {
    link: 'Link to this face',
    copyLink: 'Copy link',
    copied: 'Copied',
    copyPicture: 'Copy picture',
    system: 'Share',
    picture: (edge: number) => `PNG ${edge} × ${edge}`,
    z: 'z as JSON',
    code: 'Copy code',
    embed: 'Copy embed',
    localModel:
      'The generator of this face was trained on this device and is nowhere else, so there is no link to give away. A reload brings the face back here.',
  },
  opinion: {
    ask: 'Ask the discriminator',
    size: (bytes: number) => `Fetches the network first: ${(bytes / 1e6).toFixed(1)} MB`,
    realness: 'D(G(z)), of this face',
    note: 'From 0, generated, to 1, real: the opinion of the network that the generator learned to convince.',
  },
  picker: {
    title: 'Choose a face',
    favourites: 'Favourites',
    random: 'Fresh faces',
    more: 'More faces',
  },
  curves: {
    moment: 'Moment of the training',
    step: (step: number) => `step ${formatCount(step)}`,
    losses: 'Losses',
    scores: 'How real they look',
    lossD: 'Discriminator',
    lossG: 'Generator',
    steps: 'Training step',
    loss: 'Loss',
    realness: 'D: 0 made up, 1 real',
    noCurves: 'The curves begin with the first steps.',
  },
};

const ja: typeof en = {
  loading: '開いています',
  face: (number) => `顔 ${number}`,
  favourite: 'お気に入りに入れる',
  favouriteOf: (face) => `${face} をお気に入りに入れる`,
  close: '閉じる',
  notStored: {
    full: 'ブラウザーの保存領域がいっぱいで、お気に入りを保存できません。このページを閉じると消えます。ファイルに保存するか、「このモデル」で保存データを削除してください。',
    forbidden: 'このブラウザーでは保存が許可されていません。お気に入りはこのページを閉じると消えます。',
  },
  undo: '元に戻す',
  model: 'モデル',
  defaultModel: (id) => `${id}（標準）`,
  slider: { doublePress: '2 回続けて押すと、はじめの位置に戻ります' },
  share: {
    link: 'この顔へのリンク',
    copyLink: 'リンクをコピー',
    copied: 'コピーしました',
    copyPicture: '画像をコピー',
    system: '共有',
    picture: (edge) => `PNG ${edge} × ${edge}`,
    z: 'z（JSON）',
    code: 'コードをコピー',
    embed: '埋め込みをコピー',
    localModel:
      'この顔の生成器はこの端末で学習したもので、ほかにはありません。共有できるリンクはありませんが、この端末では再読み込みしても同じ顔に戻ります。',
  },
  opinion: {
    ask: '識別器に見せる',
    size: (bytes) => `先にネットワーク（${(bytes / 1e6).toFixed(1)} MB）を読み込みます`,
    realness: 'D(G(z))、この顔',
    note: '0 は生成した顔、1 は本物。生成器が学習で欺こうとしたネットワークの判定です。',
  },
  picker: {
    title: '顔を選ぶ',
    favourites: 'お気に入り',
    random: '新しい顔',
    more: 'もっと見る',
  },
  curves: {
    moment: '学習の時点',
    step: (step) => `${formatCount(step)} ステップ`,
    losses: '損失',
    scores: '本物らしさ',
    lossD: '識別器',
    lossG: '生成器',
    steps: '学習ステップ',
    loss: '損失',
    realness: 'D：0 は作りもの、1 は本物',
    noCurves: '最初の数ステップから曲線が始まります。',
  },
};

export const uiTexts = { en, ja };
