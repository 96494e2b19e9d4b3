/** The texts around the views: navigation, notices, footer. */
import type { Language } from '../texts/language.ts';

const en = {
  skip: 'Skip to the faces',
  otherLanguage: '日本語',
  otherLanguageCode: 'ja' as Language,
  nav: 'Views',
  updateReady: 'A newer Dareka is ready.',
  useNow: 'Use it now',
  footer: {
    noRealPeople:
      'No real person is in here: the model learned from portraits rendered from CC0 3-D assets, and from no photograph of anyone.',
    noPortraits: 'No real person is in here. What the model learned from is in its card.',
    realPeople:
      'These faces are nobody’s, but the model learned from pictures of real people; its card says which.',
    model: (name: string) => `About the model, ${name}`,
    embed: 'A face on your page',
    api: 'The API',
    code: 'The source code',
    paper: 'The DCGAN paper',
    pytorch: 'DCGAN in PyTorch, a tutorial',
    tensorflow: 'DCGAN in TensorFlow, a tutorial',
  },
};

const ja: typeof en = {
  skip: '本文へ移動',
  otherLanguage: 'English',
  otherLanguageCode: 'en',
  nav: 'ページ',
  updateReady: '新しい Dareka の準備ができました。',
  useNow: '今すぐ使う',
  footer: {
    noRealPeople:
      'ここに実在の人はいません。モデルは CC0 の 3D 素材から作った肖像だけで学び、誰の写真も使っていません。',
    noPortraits: 'ここに実在の人はいません。モデルが何から学んだかは、モデルカードにあります。',
    realPeople:
      'ここの顔は誰のものでもありませんが、モデルは実在の人の写真から学びました。詳しくはモデルカードに。',
    model: (name) => `モデル ${name} について`,
    embed: 'あなたのページに、だれかの顔を',
    api: 'プログラムから使うには（英語）',
    code: 'ソースコード（英語）',
    paper: 'DCGAN の論文（英語）',
    pytorch: 'PyTorch の DCGAN 入門（英語）',
    tensorflow: 'TensorFlow の DCGAN 入門（英語）',
  },
};

export const shellTexts = { en, ja };
