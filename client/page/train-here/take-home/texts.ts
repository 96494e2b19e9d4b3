/** The texts of the panel “Take it home”. */
import type { FileKind } from './file-kinds.ts';

type FileTexts = Readonly<Record<FileKind | 'gif', { readonly label: string; readonly note: string }>>;

const files: FileTexts = {
  run: {
    label: 'The training (ZIP)',
    note: 'Weights, moments, recipe, curves and film. Dropped on this page, it goes on here; unpacked into runs/, “npm run train” goes on from it with the same next step.',
  },
  model: {
    label: 'A model (ZIP)',
    note: 'The folder that “npm run publish-model” writes: “npm run generate -- --model FOLDER” draws from it, and this page opens it in the studio.',
  },
  onnx: {
    label: 'ONNX',
    note: 'The averaged generator with batch norm folded in, for onnxruntime: z in, picture out.',
  },
  generator: {
    label: 'For PyTorch (safetensors)',
    note: 'The averaged generator with the names of the DCGAN tutorial: netG.load_state_dict(safetensors.torch.load_file(…)).',
  },
  state: {
    label: 'Everything learned (safetensors)',
    note: 'Both networks, their average and Adam’s moments, named as PyTorch names them, with the recipe.',
  },
  recipe: { label: 'The recipe (TOML)', note: 'All settings, for “npm run train -- --config FILE”.' },
  gif: { label: 'A film (GIF)', note: 'How it grew, from noise to now.' },
};

const en = {
  title: 'Take it home',
  files,
  withPictures: 'With the pictures that it learns from, in the training’s ZIP',
  ownNote:
    'Left out unless you say so, since whoever has the file then has your pictures. Brought back without them, the training asks for them.',
  making: (label: string) => `Making ${label}.`,
  failed: 'That file could not be made; this device may be short of memory.',
};

const japaneseFiles: FileTexts = {
  run: {
    label: '学習（ZIP）',
    note: '重み、モーメント、レシピ、曲線、フィルム。このページに落とすとここで続き、runs/ に展開すると「npm run train」が同じ次の一歩から続けます。',
  },
  model: {
    label: 'モデル（ZIP）',
    note: '「npm run publish-model」が書くフォルダーです。「npm run generate -- --model フォルダー」で描け、このページではアトリエで開けます。',
  },
  onnx: {
    label: 'ONNX',
    note: '平均した生成器に、バッチ正規化をたたみこんだもの。onnxruntime で z から絵が出ます。',
  },
  generator: {
    label: 'PyTorch 用（safetensors）',
    note: '平均した生成器を DCGAN チュートリアルの名前で。netG.load_state_dict(safetensors.torch.load_file(…)) で読めます。',
  },
  state: {
    label: '学んだことすべて（safetensors）',
    note: '二つのネットワーク、その平均、Adam のモーメントを PyTorch の名前で。レシピも入っています。',
  },
  recipe: {
    label: 'レシピ（TOML）',
    note: 'すべての設定。「npm run train -- --config ファイル」で使えます。',
  },
  gif: { label: 'フィルム（GIF）', note: 'ノイズからいままでの育ちかた。' },
};

const ja: typeof en = {
  title: '持ち帰る',
  files: japaneseFiles,
  withPictures: '学習の ZIP に、学んでいる画像も入れる',
  ownNote:
    'チェックしなければ入りません。入れると、そのファイルを持つ人は写真も見られます。入れずに持ってきたときは、写真を選びなおしてください。',
  making: (label) => `${label}を作っています。`,
  failed: 'そのファイルを作れませんでした。端末のメモリーが足りないのかもしれません。',
};

export const takeHomeTexts = { en, ja };
