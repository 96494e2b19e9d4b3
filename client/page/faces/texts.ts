/** The texts of the view "faces". */
const en = {
  section: 'Faces',
  more: 'More faces',
  random: 'Fresh ones',
  favourites: 'Favourites',
  noFavourites: 'No favourites yet. Press the heart on a face, or F on the keyboard, to keep it here.',
  filter: 'Filter',
  clear: 'Clear',
  noDirections: 'This model came without directions, so faces cannot be chosen by what they look like.',
  filterBar: 'Which faces',
  name: 'A face for a name',
  seeName: 'See the face',
  viewer: {
    label: 'A face',
    heading: 'Nobody',
    pictureLabel: 'The face of nobody',
    neighbours: 'Other faces',
    previous: 'Previous',
    next: 'Next',
    seed: (seed: number, edits: number) =>
      `From the seed ${seed}${edits === 0 ? '' : edits === 1 ? ', edited once' : `, edited ${edits} times`}`,
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
  filter: '絞り込む',
  clear: '解除',
  noDirections: 'このモデルには特徴のデータが付いていないため、見た目で顔を選ぶことができません。',
  filterBar: '表示する顔',
  name: '名前から顔へ',
  seeName: '顔を見る',
  viewer: {
    label: '顔',
    heading: '誰でもない人',
    pictureLabel: '誰でもない人の顔',
    neighbours: 'ほかの顔',
    previous: '前へ',
    next: '次へ',
    seed: (seed, edits) => `シード ${seed} から${edits === 0 ? '' : `、編集 ${edits} 箇所`}`,
    latent: (size) => `${size} 個の数からなる潜在ベクトルから`,
    continueIn: 'この顔で続ける',
  },
};

export const facesTexts = { en, ja };
