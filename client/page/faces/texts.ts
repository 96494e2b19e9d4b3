/** The texts of the view "faces". */
const en = {
  section: 'Faces',
  more: 'More faces',
  fresh: 'Fresh ones',
  kept: 'Favourites',
  noneKept: 'No favourites yet. Press the heart on a face, or F on the keyboard, to keep it here.',
  filter: 'Only…',
  clear: 'Anyone',
  noDirections:
    'This model came without directions, so faces cannot be chosen by what they look like. A model that has them brings the choice with it.',
  which: 'Which faces',
  viewer: {
    label: 'A face',
    nobody: 'Nobody',
    portrait: 'The face of nobody',
    others: 'Other faces',
    previous: 'Previous',
    next: 'Next',
    seed: (seed: number, edits: number) =>
      `From the seed ${seed}${edits === 0 ? '' : edits === 1 ? ', edited once' : `, edited ${edits} times`}`,
    latent: (size: number) => `From a latent vector of ${size} numbers`,
    go: 'Go on with this face',
  },
};

const ja: typeof en = {
  section: '顔の一覧',
  more: 'もっと見る',
  fresh: '新しい顔',
  kept: 'お気に入り',
  noneKept: 'お気に入りはまだありません。顔のハートを押すか、キーボードの F で、ここに残せます。',
  filter: '絞り込む',
  clear: '絞り込みなし',
  noDirections:
    'このモデルには方向のデータが付いていないため、見た目で顔を選ぶことができません。方向を持つモデルなら選べます。',
  which: '表示する顔',
  viewer: {
    label: '顔',
    nobody: '誰でもない人',
    portrait: '誰でもない人の顔',
    others: 'ほかの顔',
    previous: '前へ',
    next: '次へ',
    seed: (seed, edits) => `シード ${seed} から${edits === 0 ? '' : `、編集 ${edits} 箇所`}`,
    latent: (size) => `${size} 個の数からなる潜在ベクトルから`,
    go: 'この顔で続ける',
  },
};

export const facesTexts = { en, ja };
