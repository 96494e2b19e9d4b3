/** The time of a program by operator, from ONNX Runtime's profile. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { spread } from './spread.ts';

/** The events of a profile that are a kernel's run: `dur` in microseconds. */
const kernelSchema = v.object({
  cat: v.literal('Node'),
  name: v.pipe(v.string(), v.endsWith('_kernel_time')),
  dur: v.number(),
  args: v.object({ op_name: v.string() }),
});

/**
 * The share of the kernels' time that each operator takes, largest first; they sum to 1. A node counts with the median of
 * its runs, since the first ones include allocations.
 * @param folder with the profiles that ONNX Runtime wrote of one program
 */
export async function operatorShares(folder: string): Promise<Record<string, number>> {
  const microseconds: Record<string, number> = {};
  for (const file of await readdir(folder)) {
    const events = v.parse(v.array(v.unknown()), JSON.parse(await readFile(join(folder, file), 'utf8')));
    const nodes = new Map<string, { operator: string; durations: number[] }>();
    for (const event of events) {
      const kernel = v.safeParse(kernelSchema, event);
      if (!kernel.success) {
        continue;
      }
      const { name, dur, args } = kernel.output;
      const node = nodes.get(name) ?? { operator: args.op_name, durations: [] };
      node.durations.push(dur);
      nodes.set(name, node);
    }
    for (const { operator, durations } of nodes.values()) {
      microseconds[operator] = (microseconds[operator] ?? 0) + durations.length * spread(durations).median;
    }
  }
  const total = Object.values(microseconds).reduce((a, b) => a + b, 0);
  return Object.fromEntries(
    Object.entries(microseconds)
      .sort(([, a], [, b]) => b - a)
      .map(([operator, time]) => [operator, time / total]),
  );
}
