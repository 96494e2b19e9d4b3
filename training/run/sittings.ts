/** When and on what machine a run was trained: noted at each start, since a run may move from one to another. */
import { appendFile, readFile } from 'node:fs/promises';
import { arch, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { env } from 'onnxruntime-node';
import * as v from 'valibot';
import { notWritten } from '../write-whole.ts';

const sittingSchema = v.object({
  /** When it began: ISO 8601. */
  started: v.string(),
  /** Steps the run had taken before. */
  from: v.number(),
  device: v.string(),
  cpu: v.string(),
  cores: v.number(),
  /** In GiB. */
  memory: v.number(),
  system: v.string(),
  node: v.string(),
  onnxruntime: v.string(),
  /** The run that it grew from, as `--grow` said. */
  grewFrom: v.optional(v.string()),
});
/** One uninterrupted stretch of training by one process. */
export type Sitting = v.InferOutput<typeof sittingSchema>;

function pathOf(folder: string): string {
  return join(folder, 'sittings.jsonl');
}

export function thisSitting(from: number, device: string, grewFrom?: string): Sitting {
  return {
    started: new Date().toISOString(),
    from,
    device,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
    onnxruntime: env.versions.node ?? env.versions.common,
    ...(grewFrom === undefined ? {} : { grewFrom }),
  };
}

export async function noteSitting(folder: string, sitting: Sitting): Promise<void> {
  try {
    await appendFile(pathOf(folder), `${JSON.stringify(sitting)}\n`);
  } catch (cause) {
    throw notWritten(pathOf(folder), cause);
  }
}

/** All sittings of a run; none for a run that was trained before they were noted. */
export async function readSittings(folder: string): Promise<Sitting[]> {
  const text = await readFile(pathOf(folder), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => v.parse(sittingSchema, JSON.parse(line)));
}

/** The run that a run grew from; undefined where it began by itself. */
export async function grewFrom(folder: string): Promise<string | undefined> {
  return (await readSittings(folder)).find((sitting) => sitting.grewFrom !== undefined)?.grewFrom;
}
