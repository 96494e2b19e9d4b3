/** The texts of the page. */
const en = {
  title: 'A face on your page',
  lead: 'Somebody who does not exist, for a site, a profile or a draft. It is a picture until it is touched; then it is drawn on the visitor’s own device.',
  home: 'Faces',
  api: 'The API',
  face: 'Whose face',
  faceHint: 'A share code, or a link to a face',
  damaged: 'This is no share code: some of its characters are missing or wrong.',
  another: 'Another face',
  kind: 'As what',
  kinds: { element: 'Element', frame: 'Frame', picture: 'Picture' },
  kindHints: {
    element: 'One script of this site. The face can be turned, changed and chosen, as a form control too.',
    frame: 'For pages that run no script of other sites. The face can be turned.',
    picture: 'For everything else: mail, Markdown, any page.',
  },
  size: 'Size',
  pixels: (size: number) => `${size} pixels`,
  options: 'What visitors may do',
  interactive: 'Turn the head',
  controls: 'Change the face',
  walk: 'Watch it walk from face to face',
  version: 'Version',
  floating: 'Always the latest',
  pinned: (version: string) => `${version}, with its hash`,
  snippet: 'The HTML to paste',
  copy: 'Copy',
  copied: 'Copied',
  preview: 'Try it',
  alt: 'A made-up face: this person does not exist',
};

export type EmbedTexts = typeof en;

const ja: EmbedTexts = {
  title: 'あなたのページに、だれかの顔を',
  lead: '実在しない人の顔を、サイトやプロフィール、下書きに。ふれるまではただの画像で、ふれるとその人の端末で描かれます。',
  home: '顔の壁',
  api: 'プログラムから使うには（英語）',
  face: 'だれの顔',
  faceHint: '共有コード、または顔へのリンク',
  damaged: '共有コードではないようです。文字が欠けているか、まちがっています。',
  another: '別の顔',
  kind: '置き方',
  kinds: { element: '要素', frame: 'フレーム', picture: '画像' },
  kindHints: {
    element:
      'このサイトのスクリプトをひとつ使います。顔の向きや表情を変えたり、選んだりでき、フォームの部品にもなります。',
    frame: 'ほかのサイトのスクリプトを動かさないページに。顔の向きを変えられます。',
    picture: 'メールや Markdown など、そのほかのすべてに。',
  },
  size: '大きさ',
  pixels: (size) => `${size} ピクセル`,
  options: '見る人ができること',
  interactive: '顔の向きを変える',
  controls: '顔を変える',
  walk: '顔から顔へ歩くのを見る',
  version: 'バージョン',
  floating: 'つねに最新',
  pinned: (version) => `${version}（ハッシュつき）`,
  snippet: '貼りつける HTML',
  copy: 'コピー',
  copied: 'コピーしました',
  preview: 'ためす',
  alt: '実在しない人の顔',
};

export const embedTexts = { en, ja };
