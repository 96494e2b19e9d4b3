/** The texts of the layout for a projector. */
const en = {
  show: 'For the projector',
  showNote: 'Grid, curves and large numbers fill the screen; Escape leaves',
  title: 'The training, for a room',
  fullScreen: 'Full screen',
  leave: 'Leave',
  step: 'Step',
  perSecond: 'Per second',
};

const ja: typeof en = {
  show: 'スクリーンに映す',
  showNote: '絵と曲線と大きな数字を画面いっぱいに出します。Esc で戻ります',
  title: '教室で見る学習',
  fullScreen: '全画面',
  leave: '戻る',
  step: 'ステップ',
  perSecond: '毎秒',
};

export const projectorTexts = { en, ja };
