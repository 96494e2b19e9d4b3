/** What the view says of files that are dragged over it. */

const en = {
  drop: 'Drop it here: pictures, folders or a ZIP of them to learn from, or a training to go on with',
};

const ja: typeof en = {
  drop: 'ここに落としてください。写真、フォルダー、写真の ZIP からは学び、学習は続きから進めます',
};

export const givenFilesTexts = { en, ja };
