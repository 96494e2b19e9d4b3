/** The scenarios' names, what to look for in each, and how to mend it. */
import type { ScenarioName } from './scenarios.ts';

type ScenarioText = { readonly name: string; readonly look: string; readonly mend: string };

const en = {
  title: 'Scenarios',
  note: 'Four trainings that go wrong, to see how that looks. Each is a training of its own; the one that you have is kept.',
  mend: 'To mend it:',
  of: {
    strongD: {
      name: 'D too strong',
      look: 'Within a hundred steps D(x) is near 1 and D(G(z)) near 0, the generator’s loss climbs beyond 20, and its pictures stay a pattern of dots. An opponent who is always right says nothing about what would be better: that is why D is held back.',
      mend: 'The usual settings, which hold D back by R1 and let both learn at the same rate; then pause, and press “Start over”: a generator that was lost for so long hardly finds its way back.',
    },
    collapse: {
      name: 'Mode collapse',
      look: 'All pictures become one and the same; with digits, all those of a row. Whatever z says, the generator draws what fooled D last, and D learns ten times too slowly to notice. The losses stay calm all along; only the pictures tell.',
      mend: 'Bring the discriminator’s rate back by its slider, while it learns: within two or three hundred steps the pictures differ again.',
    },
    noNorm: {
      name: 'No batch norm',
      look: 'Everything comes later and rougher: faces stay grainy, digits smudged and shapes without their colours at a time when they would usually be finished. Batch norm keeps the numbers inside the generator in range, so that all its layers learn from the first step on.',
      mend: 'Turn batch norm in G on and begin anew: it belongs to the networks, and no slider brings it back under way.',
    },
    highRates: {
      name: 'Rates ten times too high',
      look: 'It may even begin well; then the losses leap into the tens and hundreds, and the pictures break into blotches and dots. Each network overshoots what it aims at, and so moves the other’s goal.',
      mend: 'Set both rates back, pause, and press “Start over”: what has come apart mostly stays apart.',
    },
  } as Record<ScenarioName, ScenarioText>,
};

const ja: typeof en = {
  title: 'シナリオ',
  note: 'うまくいかない学習を四つ、どう見えるか試せます。それぞれ別の学習として始まり、今の学習は残ります。',
  mend: '直すには：',
  of: {
    strongD: {
      name: 'D が強すぎる',
      look: '百ステップほどで D(x) は 1、D(G(z)) は 0 に近づき、生成器の損失は 20 を超え、絵は点の模様のままです。いつも当てる相手は、どうすればよくなるかを教えてくれません。だから D は抑えておきます。',
      mend: '標準の設定に戻して（R1 が D を抑え、両方の学習率がそろいます）、一時停止して「最初から」を押します。長く迷った生成器は、なかなか戻れません。',
    },
    collapse: {
      name: 'モード崩壊',
      look: 'どの絵も同じになります（数字では、行ごとに同じ）。z が何であれ、生成器は最後に D をだませた一枚を描き、D は十倍遅くて気づけません。損失はずっと穏やかで、絵を見ないとわかりません。',
      mend: '学んでいる最中に、識別器の学習率をスライダーで元に戻します。二、三百ステップで、絵はまたそれぞれ違ってきます。',
    },
    noNorm: {
      name: 'バッチ正規化なし',
      look: '何もかも遅く、粗くなります。普段ならもうできているころに、顔はざらつき、数字はにじみ、図形は色がないままです。バッチ正規化は生成器の中の数をほどよく保ち、すべての層が最初から学べるようにしています。',
      mend: 'G のバッチ正規化を「あり」にして新しく始めます。ネットワークの一部なので、途中でスライダーでは戻せません。',
    },
    highRates: {
      name: '学習率が十倍',
      look: '初めは順調にさえ見えますが、やがて損失が数十、数百へ跳ね上がり、絵は斑点や点々に崩れます。どちらも狙いを行きすぎ、そのたびに相手の目標も動きます。',
      mend: '両方の学習率を戻し、一時停止して「最初から」を押します。崩れたものは、たいてい元に戻りません。',
    },
  },
};

export const scenarioTexts = { en, ja };
