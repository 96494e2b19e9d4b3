/** A process that gives damaged files to readers, so that what ends or blocks it does not end the fuzzer. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { damagedFile, dice } from './damage-file.ts';
import { judge, type Verdict } from './judge.ts';
import type { Subject } from './subjects.ts';

/** The inputs `from` to `to`, without it, of a subject. */
export type ReaderRequest = {
  /** The URL of the module that has it in `SUBJECTS`. */
  readonly module: string;
  readonly subject: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
};

export type ReaderReply =
  | ({ readonly index: number } & Verdict)
  /** The most memory that the process has had, in bytes. */
  | { readonly peak: number };

function reply(message: ReaderReply): Promise<void> {
  return new Promise((resolve) => process.send?.(message, undefined, {}, () => resolve()));
}

process.once('message', async ({ module, subject, seed, from, to }: ReaderRequest) => {
  const { SUBJECTS }: { SUBJECTS: Readonly<Record<string, Subject>> } = await import(module);
  const { extension, examples, read } = SUBJECTS[subject] ?? {};
  if (extension === undefined || examples === undefined || read === undefined) {
    throw new RangeError(`there is no reader ${subject}`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'dareka-fuzz-'));
  try {
    const undamaged = await examples(folder);
    for (let index = from; index < to; index++) {
      // A name of its own, so that no cache takes one for another.
      const path = join(folder, `input-${index}${extension}`);
      await writeFile(path, damagedFile(undamaged, dice(seed, index)));
      const verdict = await read(path).then(
        (): Verdict => ({ kind: 'read', detail: '' }),
        (error: unknown) => judge(error, path),
      );
      await rm(path, { force: true });
      await reply({ index, ...verdict });
    }
    await reply({ peak: 1024 * process.resourceUsage().maxRSS });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  // The fuzzer may have been ended meanwhile.
  if (process.connected) {
    process.disconnect();
  }
});
