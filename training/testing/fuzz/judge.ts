/** What becomes of a damaged file: it is read, refused by a sentence, or it shows a fault of the reader. */
import { basename } from 'node:path';

export type Verdict = { readonly kind: 'read' | 'refused' | 'fault'; readonly detail: string };

/** What JavaScript and Node say where code did not look at what it got. */
const INTERNAL =
  /Cannot read prop|is not a function|is not iterable|Invalid (?:typed )?(?:array|string|array buffer) length|Array buffer allocation|Maximum call stack|out of bounds|Offset is outside|start offset of|byte length of|could not be cloned|^The (?:value|argument|"[^"]+" argument)|Cannot convert|Cannot mix BigInt/i;

/** @param error whatever the reader of the file at `path` threw */
export function judge(error: unknown, path: string): Verdict {
  if (!(error instanceof Error)) {
    return { kind: 'fault', detail: `threw ${String(error)}, which is no Error` };
  }
  const isInternal =
    error instanceof TypeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError ||
    INTERNAL.test(error.message);
  if (isInternal) {
    return { kind: 'fault', detail: error.stack ?? error.message };
  }
  // A library's sentence alone does not say which file it is about.
  return error.message.includes(basename(path))
    ? { kind: 'refused', detail: error.message }
    : { kind: 'fault', detail: `does not name the file: ${error.stack ?? error.message}` };
}
