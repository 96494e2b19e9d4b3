/**
 * Why a text is not a share code:
 *
 * - `alphabet`: a character is not base64url, or unused bits of the last one are not zero
 * - `length`: bytes are missing or left over
 * - `checksum`: the code is damaged
 * - `version`: intact, but written by a later version of this program
 * - `kind`: intact, but of a kind that this version does not define
 * - `content`: intact, but not the canonical code of its face
 */
export type CodeErrorReason = 'alphabet' | 'length' | 'checksum' | 'version' | 'kind' | 'content';

/** A text is not a share code. */
export class CodeError extends Error {
  override readonly name = 'CodeError';
  readonly reason: CodeErrorReason;
  /** Index of the first wrong byte in the decoded code. */
  readonly byte: number;

  constructor(reason: CodeErrorReason, byte: number, detail: string) {
    super(`byte ${byte}: ${detail}`);
    this.reason = reason;
    this.byte = byte;
  }

  /** Whether the code is intact, but of a version or kind that only a later program reads: nothing about it is damaged. */
  get isNewer(): boolean {
    return this.reason === 'version' || this.reason === 'kind';
  }
}
