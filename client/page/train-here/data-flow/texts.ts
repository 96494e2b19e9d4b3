/** What the page says of one step and its inside. */

const en = {
  oneStep: 'One step',
  title: 'The step',
  pace: 'How fast it trains',
  paces: { full: 'Full speed', slow: '2 steps a second', slowest: '1 step in 2 seconds' },
};

const ja: typeof en = {
  oneStep: '1 ステップ',
  title: 'ステップの中身',
  pace: '学習の速さ',
  paces: { full: '全速', slow: '毎秒 2 ステップ', slowest: '2 秒に 1 ステップ' },
};

export const dataFlowTexts = { en, ja };
