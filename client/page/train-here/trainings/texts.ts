/** The texts of the list of trainings. */
import { formatCount } from '../../texts/format-count.ts';

function startedAt(locale: string, time: number): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(time);
}

const en = {
  title: 'Trainings on this device',
  /** `time` is 0 where it is unknown. */
  defaultName: (set: string, time: number) => (time === 0 ? set : `${set}, ${startedAt('en-GB', time)}`),
  facts: (set: string, side: number, steps: number) =>
    `${set}, ${side} × ${side} pixels, ${formatCount(steps)} ${steps === 1 ? 'step' : 'steps'}`,
  picture: (name: string) => `What “${name}” draws`,
  current: 'Shown here',
  continue: 'Continue',
  continueNamed: (name: string) => `Continue “${name}”`,
  rename: 'Rename',
  name: 'Name',
  save: 'Save',
  delete: 'Delete',
  deleteQuestion: (name: string, steps: number) =>
    `Delete “${name}”? What was learned in ${formatCount(steps)} steps cannot be brought back.`,
  keep: 'Keep it',
  startAnother: 'Start another',
  startAnotherNote: 'This one is kept, and can be gone on with.',
  problems: {
    failed: 'This browser did not let the page change what it keeps.',
    openInTab:
      'This training is open in another tab, which would store it again. Close that tab first, or go to another view in it.',
  },
};

const ja: typeof en = {
  title: 'この端末の学習',
  defaultName: (set, time) => (time === 0 ? set : `${set}、${startedAt('ja', time)}`),
  facts: (set, side, steps) => `${set}、${side} × ${side} 画素、${formatCount(steps)} ステップ`,
  picture: (name) => `「${name}」が描くもの`,
  current: 'いま表示中',
  continue: '続ける',
  continueNamed: (name) => `「${name}」を続ける`,
  rename: '名前を変える',
  name: '名前',
  save: '保存',
  delete: '削除',
  deleteQuestion: (name, steps) =>
    `「${name}」を削除しますか。${formatCount(steps)} ステップで学んだことは元に戻せません。`,
  keep: '残す',
  startAnother: '別の学習を始める',
  startAnotherNote: 'いまの学習は残り、あとで続けられます。',
  problems: {
    failed: 'このブラウザーは、保存しているものの変更を許しませんでした。',
    openInTab:
      'この学習は別のタブで開かれていて、消してもまた保存されます。先にそのタブを閉じるか、そちらで別のページに移ってください。',
  },
};

export const trainingListTexts = { en, ja };
