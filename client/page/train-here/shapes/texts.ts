/** What the view says of the set of shapes. */
import { formatCount } from '../../texts/format-count.ts';
import type { SetTexts } from '../sets/set-texts.ts';

export const englishShapes: SetTexts = {
  introduction: 'From noise to shapes, on your own device',
  story: (pictures, edge) => [
    `Two small networks begin with random weights. The discriminator is shown ${formatCount(pictures)} shapes of ${edge} × ${edge} pixels, beside what the generator draws, and learns to tell them apart; the generator learns to be taken for a shape. Neither is told what a triangle is.`,
    'The page draws the shapes itself: discs, rings, squares, triangles, crosses and half discs, each of one colour on a plain ground. You know all that there is to learn, so nothing is simpler to judge: an edge that is straight, a corner, a hole in the middle.',
  ],
  samples: (step) => `Sixty-four shapes from the same numbers, after step ${step}`,
  pickNote: 'Press a shape to take it into the studio, with the generator as it is now.',
  hints: [
    'First a ground and a blot, then colours that differ from the ground, then edges. Corners and holes come last: a network that is unsure draws something round.',
    'Count the kinds. If nearly all of the grid are discs, the generator has found what passes and stays with it: that is mode collapse. Six kinds were shown.',
    'D(x) is how real the discriminator finds the shapes that it is shown, D(G(z)) how real it finds those drawn. The closer they stay together, the more the generator learns from its opponent.',
  ],
};

export const japaneseShapes: SetTexts = {
  introduction: 'ノイズから図形へ、この端末の上で',
  story: (pictures, edge) => [
    `小さなネットワークが二つ、でたらめな重みから始めます。識別器は ${edge} × ${edge} 画素の図形 ${formatCount(pictures)} 枚と、生成器の描いたものを見せられ、見分けることを学びます。生成器は、図形と見なされることを学びます。三角形とは何か、どちらにも教えません。`,
    '図形はこのページが描きます。円、輪、正方形、三角形、十字、半円が、それぞれ一色で、無地の上にあります。学ぶべきことはこれだけなので、できばえもすぐわかります。まっすぐな辺、角、まんなかの穴を見てください。',
  ],
  samples: (step) => `同じ数から描いた六十四の図形、${step} ステップの時点`,
  pickNote: '図形を押すと、いまの生成器といっしょにアトリエへ持っていけます。',
  hints: [
    'はじめに地の色とにじみ、つぎに地と違う色、それから輪郭。角と穴は最後です。自信のないうちは、何でも丸く描きます。',
    '種類を数えてみてください。ほとんどが円なら、生成器は通用するものを見つけて、そこにとどまっています。モード崩壊です。見せたのは六種類でした。',
    'D(x) は識別器が見せられた図形をどれほど本物と見るか、D(G(z)) は描かれた図形をどう見るかです。二つが近いほど、生成器は相手から多くを学べます。',
  ],
};
