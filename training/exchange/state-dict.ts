/** Reads state dicts of the networks of PyTorch's DCGAN tutorial from files. */
import { readFile, stat } from 'node:fs/promises';
import {
  parseStateDict,
  type StateDict,
  type TensorReaders,
  withoutWrappers,
} from '../../gan/state-dict/state-dict.ts';
import type { Network } from '../../gan/state-dict/tensor-names.ts';
import { decodeSafetensors, type StoredTensor } from '../../graph/safetensors.ts';
import { findStateDict } from './torch-save/find-state-dict.ts';
import { isTorchFile, LARGEST_TORCH_FILE, readTorchFile } from './torch-save/torch-file.ts';

export type StateDictFile = StateDict & {
  readonly bytes: Uint8Array;
  /** Which of the file's state dicts it is, where it has several. */
  readonly choice: string | undefined;
};

type Tensors = { readonly stored: TensorReaders; readonly choice: string | undefined };

async function readTensors(bytes: Uint8Array, network: Network, path: string): Promise<Tensors> {
  if (!isTorchFile(bytes)) {
    const { tensors } = decodeSafetensors(bytes, path);
    return {
      stored: new Map(Array.from(tensors, ([name, tensor]) => [withoutWrappers(name), () => tensor])),
      choice: undefined,
    };
  }
  const file = await readTorchFile(bytes, path);
  const { tensors, choice } = findStateDict(file.value, network, path);
  const stored = Array.from(tensors, ([name, tensor]): [string, () => StoredTensor] => [
    withoutWrappers(name),
    () => file.tensor(tensor, name),
  ]);
  return { stored: new Map(stored), choice };
}

/**
 * Reads one network of a safetensors file or of torch.save's.
 * @throws where the file is neither, and as `parseStateDict`
 */
export async function readStateDict(path: string, network: Network): Promise<StateDictFile> {
  const { size } = await stat(path);
  if (size > LARGEST_TORCH_FILE) {
    throw new Error(
      `${path} has ${size} bytes, and ${LARGEST_TORCH_FILE} are the most; save the state dict alone`,
    );
  }
  const bytes = await readFile(path);
  const { stored, choice } = await readTensors(bytes, network, path);
  return { ...parseStateDict(stored, network, path), bytes, choice };
}

/** Says which of several state dicts of a file is used, beside the output of the command. */
export function printChoice({ path, choice }: StateDictFile): void {
  if (choice !== undefined) {
    console.error(`${path}: the state dict ${choice}`);
  }
}
