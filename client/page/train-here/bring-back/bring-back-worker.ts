/** Reads a file that is brought back, off the page's thread. */
import { answerTask } from '../../worker-task.ts';
import type { BringBackRequest } from './bring-back.ts';
import { BringBackError, type BringBackReply } from './brought-back.ts';
import { readBroughtBackFile } from './read-file.ts';

answerTask<BringBackRequest, BringBackReply>(async ({ file, name, usual }) => {
  try {
    return await readBroughtBackFile(file, name, usual);
  } catch (error) {
    if (error instanceof BringBackError) {
      return { kind: 'problem', problem: error.problem };
    }
    throw error;
  }
});
