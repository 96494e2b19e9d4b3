/**
 * Why a text is no share code:
 *
 * - `alphabet`: a character is not of base64url, or the last one carries bits that no byte holds
 * - `length`: bytes are missing, or left over
 * - `checksum`: the code was damaged on its way
 * - `version`: intact, but of a version that this code does not know: made by a later one
 * - `kind`: intact, but of a kind that this version does not have
 * - `content`: intact, but not the one way to write what it says
 */
export type CodeFault = 'alphabet' | 'length' | 'checksum' | 'version' | 'kind' | 'content';

/** A text that is no share code: why, and from which byte on. */
export class CodeError extends Error {
  override readonly name = 'CodeError';
  readonly reason: CodeFault;
  /** The index of the byte at fault, counted from 0 in the decoded code. */
  readonly byte: number;

  constructor(reason: CodeFault, byte: number, detail: string) {
    super(`byte ${byte}: ${detail}`);
    this.reason = reason;
    this.byte = byte;
  }
}
