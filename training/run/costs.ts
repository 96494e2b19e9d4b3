/** What the sessions of a run have cost: one line for each that ended by itself or was stopped, not for one that was killed. */
import { join } from 'node:path';
import * as v from 'valibot';
import { appendJsonLine, readJsonLines } from './json-lines.ts';

const amount = v.pipe(v.number(), v.minValue(0));
const costSchema = v.object({
  /** Steps that the run had taken before the session, and after it. */
  from: amount,
  to: amount,
  /** By the clock, from the start of the process on. */
  seconds: amount,
  /** Of all cores together. */
  processorSeconds: amount,
  /** The most memory that the process had at once, in bytes. */
  memory: amount,
});
export type Cost = v.InferOutput<typeof costSchema>;

function pathOf(folder: string): string {
  return join(folder, 'costs.jsonl');
}

/** What this process has cost until now. */
export function costOfProcess({ from, to }: Pick<Cost, 'from' | 'to'>): Cost {
  const { user, system } = process.cpuUsage();
  return {
    from,
    to,
    seconds: Math.round(100 * process.uptime()) / 100,
    processorSeconds: Math.round((user + system) / 1e4) / 100,
    memory: 1024 * process.resourceUsage().maxRSS,
  };
}

export async function appendCost(folder: string, cost: Cost): Promise<void> {
  await appendJsonLine(pathOf(folder), cost);
}

/** Of all sessions that have one. */
export async function readCosts(folder: string): Promise<Cost[]> {
  return await readJsonLines(pathOf(folder), costSchema);
}
