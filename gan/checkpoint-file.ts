/** The checkpoint of a run as a file: its name, and what it says beside its tensors. `training/` writes them, and the page. */
import { encodeSafetensors } from '../graph/safetensors.ts';
import type { Values } from '../graph/tensor.ts';

/** What a checkpoint says beside its tensors. */
export type CheckpointMetadata = {
  readonly steps: number;
  /** Seconds of training since the first step, over all sessions. */
  readonly seconds: number;
  /** How often the run was rolled back to a checkpoint. */
  readonly rollbacks: number;
  /** Sliced Wasserstein distance × 10³ of its EMA generator's pictures, where it was measured. */
  readonly swd?: number | undefined;
};
export type Checkpoint = CheckpointMetadata & { readonly state: Values };

/** The name of its file in the folder of a run. */
export function checkpointName(steps: number): string {
  return `checkpoint-${String(steps).padStart(9, '0')}.safetensors`;
}

/** Parses a checkpoint's metadata. Checkpoints of the first builds have no `rollbacks` and no `swd`. */
export function parseMetadata(
  { steps, seconds, rollbacks = '0', swd }: Readonly<Record<string, string>>,
  path: string,
): CheckpointMetadata {
  const parsed = {
    steps: Number(steps),
    seconds: Number(seconds),
    rollbacks: Number(rollbacks),
    swd: swd === undefined ? undefined : Number(swd),
  };
  if (!Number.isInteger(parsed.steps) || !Number.isFinite(parsed.seconds)) {
    throw new Error(`${path}: its metadata has no steps and seconds`);
  }
  return parsed;
}

/** The metadata of a checkpoint as safetensors files hold it: text by text. */
export function formatMetadata({
  steps,
  seconds,
  rollbacks,
  swd,
}: CheckpointMetadata): Record<string, string> {
  return {
    steps: String(steps),
    seconds: String(seconds),
    ...(rollbacks > 0 ? { rollbacks: String(rollbacks) } : {}),
    ...(swd === undefined ? {} : { swd: String(swd) }),
  };
}

/** The metadata of its file. `format` says that the tensors are named as PyTorch names them. */
export function checkpointMetadata(metadata: CheckpointMetadata): Record<string, string> {
  return { format: 'pt', ...formatMetadata(metadata) };
}

/** A file's parts in order, as `encodeSafetensors` makes them. @param others of the metadata */
export function encodeCheckpointFile(
  { state, ...metadata }: Checkpoint,
  others: Readonly<Record<string, string>> = {},
): Uint8Array[] {
  return encodeSafetensors(state, { ...checkpointMetadata(metadata), ...others });
}
