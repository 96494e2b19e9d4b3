/** When and on what machine a run was trained: one line for each session, since a run can move to another machine. */
import { arch, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { env } from 'onnxruntime-node';
import * as v from 'valibot';
import { appendJsonLine, readJsonLines } from './json-lines.ts';

const sessionSchema = v.object({
  /** ISO 8601. */
  started: v.string(),
  /** Steps the run had taken before. */
  from: v.number(),
  device: v.string(),
  cpu: v.string(),
  cores: v.number(),
  /** In GiB. */
  memory: v.number(),
  system: v.string(),
  /** Versions of what it ran in; of PyTorch alone where `pytorch/train.py` trained it. */
  node: v.optional(v.string()),
  onnxruntime: v.optional(v.string()),
  pytorch: v.optional(v.string()),
  /** What differed from the recipe. */
  changes: v.optional(v.record(v.string(), v.number())),
  /** The run that it grew from, as `--grow` said. */
  grewFrom: v.optional(v.string()),
});
/** The training of a run by one process. */
export type Session = v.InferOutput<typeof sessionSchema>;

/** Runs have the file under this name since before these were called sessions. */
function pathOf(folder: string): string {
  return join(folder, 'sittings.jsonl');
}

export function currentSession(from: number, device: string, grewFrom?: string): Session {
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

export async function appendSession(folder: string, session: Session): Promise<void> {
  await appendJsonLine(pathOf(folder), session);
}

/** All sessions of a run; none for a run of a build that did not record them. */
export async function readSessions(folder: string): Promise<Session[]> {
  return await readJsonLines(pathOf(folder), sessionSchema);
}

/** The run that a run grew from; undefined where there is none. */
export async function grewFrom(folder: string): Promise<string | undefined> {
  return (await readSessions(folder)).find((session) => session.grewFrom !== undefined)?.grewFrom;
}
