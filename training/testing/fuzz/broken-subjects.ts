/** Readers that do what a reader must not, for the test of the fuzzer. */
import { basename } from 'node:path';
import type { Subject } from './subjects.ts';

/** @param misbehave what is done with one file in a number */
function broken(misbehave: (path: string) => void | Promise<void>): Subject {
  return {
    extension: '.bin',
    share: 1,
    examples: async () => [new Uint8Array(64)],
    async read(path) {
      if (basename(path) === 'input-2.bin') {
        await misbehave(path);
      }
      throw new Error(`${path} is damaged`);
    },
  };
}

export const SUBJECTS: Readonly<Record<string, Subject>> = {
  careless: broken(() => {
    const nothing = JSON.parse('{}');
    nothing.tensors.forEach(String);
  }),
  nameless: broken(() => {
    throw new Error('unexpected end of file');
  }),
  endless: broken(() => new Promise((resolve) => setTimeout(resolve, 60_000))),
  blocking: broken(() => {
    for (;;) {
      // It never lets another event in.
    }
  }),
  mortal: broken(() => {
    process.kill(process.pid, 'SIGSEGV');
  }),
};
