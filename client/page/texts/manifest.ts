/** Translations of the texts in the manifests of published models; a text without a translation stays as it is. */

/** The measures of the evaluation, for readers who do not know the papers. */
const englishMeasures: Readonly<Record<string, string>> = {
  frechet: 'Distance from portraits, overall (Fréchet)',
  precision: 'Faces that look like portraits (precision)',
  recall: 'Portraits that the faces reach (recall)',
  density: 'How densely faces lie among portraits (density)',
  coverage: 'Portraits with a face near them (coverage)',
  swd: 'Distance in patches, mean of all sizes (sliced Wasserstein)',
  swd256: '– at 256 pixels a side',
  swd128: '– at 128 pixels a side',
  swd64: '– at 64 pixels a side',
  swd32: '– at 32 pixels a side',
  swd16: '– at 16 pixels a side',
  facesFound: 'Faces found by a detector, relative to portraits',
  frechetEyes: 'Distance of the eyes from those of portraits, close up (Fréchet)',
  frechetMouth: 'The same for the mouths',
  sharpness: 'Fine detail, relative to portraits',
  toldApart: 'How often a network tells faces from portraits; 0.5 is guessing',
  damagedEyes: 'Faces whose eyes agree less than those of 99 in 100 portraits',
  damagedMouth: 'Faces whose mouth is less whole than that of 99 in 100 portraits',
  damaged: 'Faces with either of these',
  damagedTruncated: 'The same at ψ = 0.8',
  nearestFeatures: 'Distance to the nearest training portrait, in features',
  nearestPixels: 'Distance to the nearest training portrait, in pixels',
  copies: 'Copies of training portraits among 100 faces',
};

const en = {
  measure: (name: string): string => englishMeasures[name] ?? name,
  /** A group of people in the evaluation. */
  group: (name: string): string => name,
  /** What the faces of an example show: "smiling woman". */
  shows: (what: string): string => what,
  /** The description of the training data. */
  data: (description: string): string => description,
  /** The language of a text of the manifest, where it is not that of the page. */
  languageOf: (_text: string): 'en' | undefined => undefined,
};

const japaneseMeasures: Readonly<Record<string, string>> = {
  frechet: '全体として肖像から離れている度合い（フレシェ距離）',
  precision: '肖像らしく見える顔の割合（適合率）',
  recall: '顔が届いている肖像の割合（再現率）',
  density: '肖像の間に顔がある密度',
  coverage: '近くに顔がある肖像の割合（被覆率）',
  swd: '小片どうしの距離、全サイズの平均（スライス Wasserstein 距離）',
  swd256: '– 一辺 256 画素で',
  swd128: '– 一辺 128 画素で',
  swd64: '– 一辺 64 画素で',
  swd32: '– 一辺 32 画素で',
  swd16: '– 一辺 16 画素で',
  facesFound: '検出器が見つけた顔（肖像で見つかる割合との比）',
  frechetEyes: '目もとの拡大が肖像から離れている度合い（フレシェ距離）',
  frechetMouth: '口もとの同じ距離',
  sharpness: '細部の鮮明さ（肖像との比）',
  toldApart: 'ネットワークが顔と肖像を見分けられる割合（0.5 は当て推量）',
  damagedEyes: '左右の目の食い違いが、肖像 100 枚中 99 枚より大きい顔の割合',
  damagedMouth: '口の線の崩れが、肖像 100 枚中 99 枚より大きい顔の割合',
  damaged: 'そのどちらかに当てはまる顔の割合',
  damagedTruncated: '同じ割合（ψ = 0.8）',
  nearestFeatures: '最も近い学習用の肖像までの距離（特徴量）',
  nearestPixels: '最も近い学習用の肖像までの距離（画素）',
  copies: '顔 100 枚のうち学習用の肖像の写し',
};

/** 公開モデルが自分について英語で述べること。 */
const japanese: Readonly<Record<string, string>> = {
  'smiling woman': '笑顔の女性',
  'neutral woman': '真顔の女性',
  'neutral man': '真顔の男性',
  'smiling man': '笑顔の男性',
  'man with glasses': '眼鏡の男性',
  'man without glasses': '眼鏡をかけていない男性',
  'woman without glasses': '眼鏡をかけていない女性',
  'woman with glasses': '眼鏡の女性',
  women: '女性',
  men: '男性',
  'under 25 years': '25 歳未満',
  '60 years and older': '60 歳以上',
  'mostly African shape': '主にアフリカ系の形状',
  'mostly Asian shape': '主にアジア系の形状',
  'mostly Caucasian shape': '主にコーカサス系の形状',
  'with glasses': '眼鏡あり',
  'with dark glasses': 'サングラスあり',
  'with a beard': 'ひげあり',
  bald: '髪なし',
  'with light hair': '明るい髪',
  'with a hat': '帽子あり',
  'with earrings': 'イヤリングあり',
  'turned over 25° to the left': '左へ 25° より大きく向く',
  'turned over 25° to the right': '右へ 25° より大きく向く',
  '40,000 rendered portraits, 128×128, of people who do not exist. Geometry, skins, hair, brows, eyes and teeth are MakeHuman core assets (CC0, September 2020); spectacles, beards, cropped hair, clothes, light and backgrounds are procedural. No photograph of a person went in.':
    '実在しない人の肖像 40,000 枚（128×128、レンダリング）。形状・肌・髪・眉・目・歯は MakeHuman の基本素材（CC0、2020 年 9 月）、眼鏡・ひげ・短い髪・服・光・背景は手続きで生成したものです。人の写真は一枚も使っていません。',
  'The portraits read as good game characters rather than photographs. Twelve hair styles, so silhouettes repeat; ears, necks and clothes vary little; no hats, hands, jewellery or long beards; plain backgrounds lean to grey, mauve and green. The model can only show what is in them, and shows the rare less well.':
    '肖像は写真というより、よくできたゲームの登場人物に見えます。髪型は十二種類で、輪郭が繰り返されます。耳・首・服の違いはわずか。帽子・手・装身具・長いひげはありません。無地の背景は灰・藤・緑に寄っています。モデルが描けるのはその中にあるものだけで、少ないものほど苦手です。',
  "46,000 to 61,000 rendered portraits, 256×256, of people who do not exist: those that an earlier form of the renderer in training/portraits drew while the model was trained. The model was measured against 24,000 portraits of today's renderer. Geometry, skins, hair, brows, eyes, teeth, clothes and one hat are MakeHuman core assets (CC0, September 2020), light is from environment maps of Poly Haven (CC0); spectacles, beards, cropped hair, caps and earrings are procedural. No photograph of a person was used.":
    '実在しない人の肖像 46,000〜61,000 枚（256×256）。学習の間に、自作のレンダラーの以前の版が描いたものです。顔の測定は、今の版による肖像 24,000 枚と比べました。形状・肌・髪・眉・目・歯・服と帽子の一つは MakeHuman の基本素材（CC0、2020 年 9 月）、光は Poly Haven の環境マップ（CC0）、眼鏡・ひげ・短い髪・ニット帽・イヤリングは手続きで生成したものです。人の写真は一枚も使っていません。',
  'The generator was trained in nine minutes on one graphics card (H100) by a PyTorch twin of this package, without a film. The portraits look like characters of a game rather than like photographs. There are twelve hair styles, so silhouettes repeat; ears, necks and clothes vary little; there are no hands and no long beards. The model can only draw what the portraits show, and draws rare things less well and less often: fewer old people, hats, earrings and bald heads than the portraits have. One eye may look elsewhere than the other, and an earring may be on one ear only.':
    '生成器は、このパッケージのネットワークを PyTorch に移したもので、画像処理装置（H100）一枚により九分間学習しました。学習の映像はありません。肖像は写真というよりゲームの登場人物に見えます。髪型は十二種類で、輪郭が繰り返されます。耳・首・服の違いはわずかで、手や長いひげはありません。モデルが描けるのは肖像にあるものだけで、少ないものほど苦手で、描く回数も少なくなります。高齢の人、帽子、イヤリング、髪のない頭は肖像の中よりも少なめです。左右の目が別の方を見ていたり、イヤリングが片耳だけだったりすることがあります。',
  'Rendered portraits, 128×128, of people who do not exist: of 40,000 those with exactly one of eight looks, which are long hair, a bob, an afro, a bald head, glasses, sunglasses, a moustache or a beard. Geometry, skins, hair, brows, eyes and teeth are MakeHuman core assets (CC0, September 2020); spectacles, beards, cropped hair, clothes, light and backgrounds are procedural. No photograph of a person was used.':
    '実在しない人の肖像（128×128、レンダリング）。40,000 枚のうち、長い髪・ボブ・アフロ・髪のない頭・眼鏡・サングラス・口ひげ・あごひげの八つのうち、ちょうど一つに当てはまるものです。形状・肌・髪・眉・目・歯は MakeHuman の基本素材（CC0、2020 年 9 月）、眼鏡・ひげ・短い髪・服・光・背景は手続きで生成したものです。人の写真は一枚も使っていません。',
  'Faces are 64 pixels wide, and look like characters of a game rather than like photographs. No portrait had two of the looks, so that a person with glasses and a beard was never seen: what lies between two classes is a guess. Sunglasses, moustaches and afros are rarer in the data than long hair, and were shown as often. The model can only draw what the portraits show.':
    '顔は幅 64 画素で、写真というよりゲームの登場人物に見えます。二つに当てはまる肖像はなく、眼鏡とひげの両方がある人は一度も見ていません。二つのクラスの間にあるものは当て推量です。サングラス・口ひげ・アフロはデータの中では長い髪より少ないのですが、同じ回数だけ見せました。モデルが描けるのは肖像にあるものだけです。',
  "28x28 pictures of digits as if written by hand, 6,000 of each, drawn by npm run make-digits from strokes of our own: bent, slanted and turned, by a pen of changing width on paper. They are the same bytes on every machine. Nobody's handwriting is in them.":
    '手書きのような数字の画像（28×28、各 6,000 枚）。npm run make-digits が自作の線から、曲げ、傾け、回し、太さの変わるペンで紙に描いたものです。どのコンピューターでも同じデータになります。実在の人の筆跡は含まれていません。',
  "28x28 pictures of digits as if written by hand, as many of each, drawn by npm run make-digits from strokes of our own: bent, slanted and turned, by a pen of changing width on paper. Nobody's handwriting is in them.":
    '手書きのような数字の画像（28×28、どの数字も同じ枚数）。npm run make-digits が自作の線から、曲げ、傾け、回し、太さの変わるペンで紙に描いたものです。実在の人の筆跡は含まれていません。',
  'Rendered portraits, 128×128, of people who do not exist. Geometry, skins, hair, brows, eyes and teeth are MakeHuman core assets (CC0, September 2020); spectacles, beards, cropped hair, clothes, light and backgrounds are procedural. No photograph of a person was used.':
    '実在しない人の肖像（128×128、レンダリング）。形状・肌・髪・眉・目・歯は MakeHuman の基本素材（CC0、2020 年 9 月）、眼鏡・ひげ・短い髪・服・光・背景は手続きで生成したものです。人の写真は一枚も使っていません。',
  'Discs, rings, squares, triangles, crosses and half discs of one colour on a plain ground, drawn by the page itself from a seed.':
    '無地の背景に一色の円・輪・四角・三角・十字・半円。ページがシードから自分で描いたものです。',
  'Pictures that a visitor chose on this device, where they stayed.':
    'この端末で選ばれた写真です。端末の外へは出ていません。',
};

const ja: typeof en = {
  measure: (name) => japaneseMeasures[name] ?? name,
  group: (name) => japanese[name] ?? name,
  shows: (what) => japanese[what] ?? what,
  data: (description) => japanese[description] ?? description,
  languageOf: (text) => (text in japanese ? undefined : 'en'),
};

export const manifestTexts = { en, ja };
