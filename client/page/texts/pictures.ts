/** The texts for opening what was saved here (pictures, the z of a face, favourites), and why a file does not open. */
import type { AddedFavourites } from '../saved-files/favourites-file.ts';
import { formatCount } from './format-count.ts';

const en = {
  open: 'Open a saved picture',
  noPicture:
    'This file cannot be opened here. Files that can be: pictures and films that were saved here (PNG, WebP, JPEG, GIF, MP4, WebM), the numbers of a face and favourites (JSON).',
  noMark:
    'This picture does not say which face it shows. Pictures that were saved here do, unless another program has taken it out.',
  severalFaces: 'This picture was made here, but shows several faces, and none of them by itself.',
  damaged: 'This file is damaged: a part of it is missing or wrong.',
  newer: 'This picture was made by a newer Dareka than the one on this page. Try loading the page again.',
  otherModel:
    'The face of this picture is of a model that this site does not have, so it cannot be opened here.',
  unreadable: 'The browser could not read this file.',
  drop: 'Drop a saved picture here to open its face',
  addedFavourites: ({ added, known, damaged }: AddedFavourites) =>
    [
      added > 0 || known === 0 ? `Added to the favourites: ${formatCount(added)}.` : '',
      known > 0 ? `Among the favourites already: ${formatCount(known)}.` : '',
      damaged > 0 ? `Damaged, left out: ${formatCount(damaged)}.` : '',
    ]
      .filter(Boolean)
      .join(' '),
};

const ja: typeof en = {
  open: '保存した画像を開く',
  noPicture:
    'このファイルは開けません。開けるのは、ここで保存した画像や動画（PNG、WebP、JPEG、GIF、MP4、WebM）と、顔の数値やお気に入り（JSON）です。',
  noMark:
    'この画像には、どの顔かが書かれていません。ここで保存した画像には書かれていますが、ほかのプログラムが消すことがあります。',
  severalFaces: 'ここで作られた画像ですが、いくつもの顔が写っていて、ひとつを選べません。',
  damaged: 'このファイルは壊れています。一部が欠けているか、違っています。',
  newer: 'この画像は、いま開いているページより新しい Dareka で作られました。ページを再読み込みしてください。',
  otherModel: 'この画像の顔を描くモデルが、このサイトにはありません。ここでは開けません。',
  unreadable: 'ブラウザーがこのファイルを読めませんでした。',
  drop: '保存した画像をここに落とすと、その顔が開きます',
  addedFavourites: ({ added, known, damaged }) =>
    [
      added > 0 || known === 0 ? `お気に入りに ${formatCount(added)} 件を追加しました。` : '',
      known > 0 ? `${formatCount(known)} 件はすでにお気に入りにあります。` : '',
      damaged > 0 ? `壊れている ${formatCount(damaged)} 件は除きました。` : '',
    ].join(''),
};

export const pictureTexts = { en, ja };
