/** The texts of bringing a training back. */
import type { BringBackProblem } from './brought-back.ts';

function englishProblem(why: BringBackProblem): string {
  switch (why.kind) {
    case 'unreadable':
      return 'This browser cannot read that file: it may have been moved, be in a cloud and not on this device, or be too large for its memory.';
    case 'tooLarge':
      return 'What is in that ZIP is larger than a gigabyte, which is more than a training has.';
    case 'unknown':
      return 'That is neither the ZIP of a training or a model nor a safetensors file.';
    case 'torch':
      return 'That is a file of torch.save, which the page does not read. In Python: safetensors.torch.save_file(netG.state_dict(), "netG.safetensors").';
    case 'empty':
      return 'That ZIP has neither a recipe.json, as the folder of a run has, nor a manifest.json, as a model’s has, nor pictures.';
    case 'damaged':
      return `That file is damaged. ${why.detail}`;
    case 'networks':
      return `Its networks cannot be trained here. ${why.detail}`;
    case 'recipe':
      return `The page does not train such a recipe: ${why.detail}.`;
    case 'storage':
      return 'This browser has no room for it, or does not let the page keep anything.';
  }
}

const en = {
  title: 'Bring one back',
  note: 'The ZIP of a training or a model, or a safetensors file: a checkpoint, or weights with the names of PyTorch’s DCGAN tutorial. You can drop it on the page.',
  choose: 'Choose a file',
  reading: 'Reading the file.',
  problem: englishProblem,
  weightsOnly: 'The file had weights only, so Adam’s moments begin at zero.',
  generatorOnly:
    'The file had a generator only, so the discriminator begins anew, and Adam’s moments at zero. The pictures get worse before they get better.',
};

function japaneseProblem(why: BringBackProblem): string {
  switch (why.kind) {
    case 'unreadable':
      return 'ファイルを読めません。移動したか、クラウドにあってこの端末にないか、メモリーに入らない大きさかもしれません。';
    case 'tooLarge':
      return 'この ZIP の中身は一ギガバイトを超えています。学習のファイルとしては大きすぎます。';
    case 'unknown':
      return '学習やモデルの ZIP でも、safetensors のファイルでもありません。';
    case 'torch':
      return 'torch.save のファイルで、このページでは読めません。Python で safetensors.torch.save_file(netG.state_dict(), "netG.safetensors") と書き出してください。';
    case 'empty':
      return 'この ZIP には、学習のフォルダーにある recipe.json も、モデルにある manifest.json も、写真もありません。';
    case 'damaged':
      return `ファイルが壊れています。${why.detail}`;
    case 'networks':
      return `このネットワークは、ここでは学習できません。${why.detail}`;
    case 'recipe':
      return `このレシピは、このページでは学習できません。${why.detail}`;
    case 'storage':
      return '保存する空きがないか、このブラウザーが保存を許していません。';
  }
}

const ja: typeof en = {
  title: '持ってくる',
  note: '学習やモデルの ZIP か、safetensors のファイル（チェックポイント、または PyTorch の DCGAN チュートリアルの名前の重み）。ページに落としても読めます。',
  choose: 'ファイルを選ぶ',
  reading: 'ファイルを読んでいます。',
  problem: japaneseProblem,
  weightsOnly: 'ファイルには重みだけがあったので、Adam のモーメントはゼロから始まります。',
  generatorOnly:
    'ファイルには生成器だけがあったので、識別器は最初から、Adam のモーメントはゼロから始まります。絵はいったん悪くなり、それからよくなります。',
};

export const bringBackTexts = { en, ja };
