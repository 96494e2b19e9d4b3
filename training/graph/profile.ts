/** Where the time of a program goes: ONNX Runtime's own profile, added up by operator. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

/** The events of a profile that are a kernel's run: `dur` in microseconds. */
const KernelSchema = v.object({
  cat: v.literal('Node'),
  name: v.pipe(v.string(), v.endsWith('_kernel_time')),
  dur: v.number(),
  args: v.object({ op_name: v.string() }),
});

/**
 * The share of the kernels' time that each operator takes, largest first; they sum to 1.
 * @param folder holds the profiles of one program, as ONNX Runtime left them there
 */
export const operatorShares = async (folder: string): Promise<Record<string, number>> => {
  const microseconds: Record<string, number> = {};
  for (const name of await readdir(folder)) {
    const events = v.parse(v.array(v.unknown()), JSON.parse(await readFile(join(folder, name), 'utf8')));
    for (const event of events) {
      const kernel = v.safeParse(KernelSchema, event);
      if (!kernel.success) continue;
      const { op_name: operator } = kernel.output.args;
      microseconds[operator] = (microseconds[operator] ?? 0) + kernel.output.dur;
    }
  }
  const total = Object.values(microseconds).reduce((a, b) => a + b, 0);
  return Object.fromEntries(
    Object.entries(microseconds)
      .sort(([, a], [, b]) => b - a)
      .map(([operator, time]) => [operator, time / total]),
  );
};
