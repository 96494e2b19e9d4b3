/** The texts of the automatic pause. */
import type { Limit } from './pause-rules.ts';

const en = {
  hidden: 'Rest while this tab is hidden',
  hiddenNote:
    'Otherwise it goes on in a hidden tab, where a browser may slow it down. On a battery it rests unless you say otherwise. With the lid closed everything stops, and goes on afterwards.',
  limit: 'Stop this training after',
  stops: (limit: string) => `It stops after ${limit}.`,
  limits: {
    none: 'no limit',
    '5 minutes': '5 minutes',
    '30 minutes': '30 minutes',
    '500 steps': '500 steps',
    '5000 steps': '5,000 steps',
  } satisfies Record<Limit, string>,
  heat: 'Training keeps the processor busy: the device grows warm, and a battery empties as fast as in a game.',
  why: {
    wasHidden: 'It rested while this tab was hidden.',
    limit: 'It stopped at the limit that is set.',
    rates:
      'It stopped: its learning rates have fallen to zero, as its recipe says, so that it learns no more.',
  },
};

const ja: typeof en = {
  hidden: 'このタブが隠れているあいだは休む',
  hiddenNote:
    'そうでなければ、隠れたタブでも続きますが、ブラウザーが遅くすることがあります。電池で動いているときは、指定がなければ休みます。ふたを閉じるとすべて止まり、開けると続きます。',
  limit: 'この学習を止めるまで',
  stops: (limit) => `${limit}で止まります。`,
  limits: {
    none: '止めない',
    '5 minutes': '5 分',
    '30 minutes': '30 分',
    '500 steps': '500 ステップ',
    '5000 steps': '5,000 ステップ',
  },
  heat: '学習のあいだプロセッサーは働きつづけます。端末は温かくなり、電池はゲームのときと同じくらい早く減ります。',
  why: {
    wasHidden: 'このタブが隠れているあいだ、休んでいました。',
    limit: '決めたところで止まりました。',
    rates: 'レシピどおりに学習率がゼロまで下がり、もう何も学ばないので、止まりました。',
  },
};

export const autoPauseTexts = { en, ja };
