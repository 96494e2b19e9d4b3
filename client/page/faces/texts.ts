/** The texts of the view "faces". */

function englishEdits(edits: number): string {
  if (edits === 0) {
    return '';
  }
  return edits === 1 ? ', edited once' : `, edited ${edits} times`;
}

const en = {
  section: 'Faces',
  more: 'More faces',
  random: 'Fresh ones',
  favourites: 'Favourites',
  noFavourites: 'No favourites yet. Press the heart on a face, or F on the keyboard, to keep it here.',
  favouritesFile: {
    save: 'Save as a file',
    add: 'Add from a file',
    noFavourites: 'This file holds no favourites. A file that was saved here does.',
  },
  select: 'Select',
  selection: {
    label: 'Selected faces',
    count: (count: number) => (count === 0 ? 'Press faces to select them.' : `Selected: ${count}`),
    all: 'All',
    none: 'None',
    formats: { png: 'PNG zip', webp: 'WebP zip', sheet: 'Contact sheet' },
    print: 'Print',
    keep: 'To favourites',
    finish: 'Done',
    saving: (done: number, count: number) => `Saving ${done} of ${count}`,
    leftOut: (names: readonly string[]) =>
      `Left out, since this site cannot draw ${names.length === 1 ? 'it' : 'them'}: ${names.join(', ')}.`,
  },
  filter: 'Filter',
  clear: 'Clear',
  noDirections: 'This model came without directions, so faces cannot be chosen by what they look like.',
  filterBar: 'Which faces',
  welcome: {
    label: 'Where to begin',
    hide: 'Hide this',
    studio: 'Make a face smile, age or turn.',
    arithmetic: 'Add faces, and subtract them.',
    inside: 'Watch numbers become a face.',
  },
  open: {
    label: 'Open a link, a code or a name',
    placeholder: 'Link, code or name',
    submit: 'Open',
    problems: {
      nothing: 'Paste a link to a face or its code, or type a name.',
      noFace: 'This link leads to no face. Links to faces have /f/ or /a/ in them.',
      damagedLink: 'This link is damaged: some characters of its code are missing or wrong.',
      damagedCode: 'This looks like a share code of which some characters are missing or wrong.',
      newer: 'This was made by a newer Dareka than the one on this page. Try loading the page again.',
      unknownShortLink: 'This site has no such short link.',
      noAnswer:
        'Only the site knows where a short link leads, and it did not answer. Try again when you are online.',
    },
    asName: 'It is a name',
  },
  viewer: {
    label: 'A face',
    heading: 'Nobody',
    neighbours: 'Other faces',
    previous: 'Previous',
    next: 'Next',
    seed: (seed: number, edits: number) => `From seed ${seed}${englishEdits(edits)}`,
    latent: (size: number) => `From a latent vector of ${size} numbers`,
    continueIn: 'Go on with this face',
  },
};

const ja: typeof en = {
  section: '顔の一覧',
  more: 'もっと見る',
  random: '新しい顔',
  favourites: 'お気に入り',
  noFavourites: 'お気に入りはまだありません。顔のハートを押すか、キーボードの F で、ここに残せます。',
  favouritesFile: {
    save: 'ファイルに保存',
    add: 'ファイルから追加',
    noFavourites: 'このファイルにお気に入りはありません。ここで保存したファイルを選んでください。',
  },
  select: '選択',
  selection: {
    label: '選んだ顔',
    count: (count) => (count === 0 ? '顔を押して選びます。' : `${count} 人を選択中`),
    all: 'すべて',
    none: '選択を解除',
    formats: { png: 'PNG の ZIP', webp: 'WebP の ZIP', sheet: '一覧画像' },
    print: '印刷',
    keep: 'お気に入りへ',
    finish: '完了',
    saving: (done, count) => `${count} 枚中 ${done} 枚を保存中`,
    leftOut: (names) => `このサイトでは描けないため、除きました：${names.join('、')}。`,
  },
  filter: '絞り込む',
  clear: '解除',
  noDirections: 'このモデルには特徴のデータが付いていないため、見た目で顔を選ぶことができません。',
  filterBar: '表示する顔',
  welcome: {
    label: 'はじめに',
    hide: '表示しない',
    studio: '顔を笑わせたり、年をとらせたり。',
    arithmetic: '顔どうしを足したり、引いたり。',
    inside: '数が顔になるまでを見る。',
  },
  open: {
    label: 'リンク、コード、名前から開く',
    placeholder: 'リンクや名前',
    submit: '開く',
    problems: {
      nothing: '顔のリンクかコードを貼るか、名前を入力してください。',
      noFace: 'このリンクの先に顔はありません。顔へのリンクには /f/ か /a/ が含まれます。',
      damagedLink: 'このリンクは壊れています。コードの文字が欠けているか、違っています。',
      damagedCode: '共有コードのようですが、文字が欠けているか、違っています。',
      newer: 'これは、いま開いているページより新しい Dareka で作られました。ページを再読み込みしてください。',
      unknownShortLink: 'この短縮リンクはこのサイトにありません。',
      noAnswer:
        '短縮リンクの先はサイトに尋ねる必要がありますが、応答がありませんでした。つながってから、もう一度お試しください。',
    },
    asName: '名前として開く',
  },
  viewer: {
    label: '顔',
    heading: '誰でもない人',
    neighbours: 'ほかの顔',
    previous: '前へ',
    next: '次へ',
    seed: (seed, edits) => `シード ${seed} から${edits === 0 ? '' : `、編集 ${edits} 箇所`}`,
    latent: (size) => `${size} 個の数からなる潜在ベクトルから`,
    continueIn: 'この顔で続ける',
  },
};

export const facesTexts = { en, ja };
