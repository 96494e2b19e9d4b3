/** The texts of the components that several views use. */
const en = {
  loading: 'Opening',
  face: (number: number) => `Face ${number}`,
  favourite: 'Keep as a favourite',
  close: 'Close',
  share: {
    link: 'Link to this face',
    copyLink: 'Copy link',
    copied: 'Copied',
    picture: (edge: number) => `PNG ${edge} × ${edge}`,
    z: 'z as JSON',
    code: 'Copy code',
    embed: 'Copy embed',
    own: 'The generator of this face was trained on this device and is nowhere else, so there is no link to give away. A reload brings the face back here.',
    alt: 'A face of a person who does not exist',
  },
  picker: {
    title: 'Choose a face',
    kept: 'Favourites',
    fresh: 'Fresh faces',
    more: 'Others',
  },
};

const ja: typeof en = {
  loading: '開いています',
  face: (number) => `顔 ${number}`,
  favourite: 'お気に入りに入れる',
  close: '閉じる',
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
  picker: {
    title: '顔を選ぶ',
    kept: 'お気に入り',
    fresh: '新しい顔',
    more: 'ほかの候補',
  },
};

export const uiTexts = { en, ja };
