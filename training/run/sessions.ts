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
  /** How much that run, and what came before it, was trained by then; only of the session that grew, and not of earlier builds. */
  grewAfter: v.optional(v.object({ steps: v.number(), images: v.number(), seconds: v.number() })),
});
/** The training of a run by one process. */
export type Session = v.InferOutput<typeof sessionSchema>;
type Growth = Pick<Session, 'grewFrom' | 'grewAfter'>;

/** Runs have the file under this name since before these were called sessions. */
function pathOf(folder: string): string {
  return join(folder, 'sittings.jsonl');
}

export function currentSession(from: number, device: string, growth: Growth = {}): Session {
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
    ...growth,
  };
}

export async function appendSession(folder: string, session: Session): Promise<void> {
  await appendJsonLine(pathOf(folder), session);
}

/** All sessions of a run; none for a run of a build that did not record them. */
export async function readSessions(folder: string): Promise<Session[]> {
  return await readJsonLines(pathOf(folder), sessionSchema);
}

/** The run that a run grew from, and after how much training; without both where there is none. */
export async function readGrowth(folder: string): Promise<Growth> {
  const sessions = await readSessions(folder);
  // Sessions before the first checkpoint grew anew; the last of them counts.
  const grown = sessions.findLast(({ grewAfter }) => grewAfter !== undefined);
  const { grewFrom, grewAfter } = grown ?? sessions.find((session) => session.grewFrom !== undefined) ?? {};
  return { grewFrom, grewAfter };
}
