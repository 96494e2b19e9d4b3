/** Byte ranges (RFC 9110, section 14): a single range of the bytes of a file without a coding. */

export type ByteRange = {
  readonly start: number;
  /** How many bytes, at least 1. */
  readonly length: number;
};

/** `bytes=0-99`, `bytes=100-`, `bytes=-100`. */
const ONE_RANGE = /^bytes=[ \t]*(?:(?<first>\d+)-(?<last>\d*)|-(?<suffix>\d+))[ \t]*$/i;

/**
 * The part of a file that a Range header asks for.
 *
 * @param header the value of the Range header
 * @param size of the file, in bytes
 * @returns `undefined` if the header has to be ignored, because it is malformed or asks for several ranges;
 *   `'unsatisfiable'` if the file has none of the bytes
 *
 * @example
 * parseRange('bytes=-4', 10) // { start: 6, length: 4 }
 */
export function parseRange(header: string, size: number): ByteRange | 'unsatisfiable' | undefined {
  const groups = ONE_RANGE.exec(header)?.groups;
  if (groups === undefined) {
    return undefined;
  }
  if (groups.suffix !== undefined) {
    const length = Math.min(Number(groups.suffix), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, length };
  }
  const first = Number(groups.first);
  const last = groups.last ? Number(groups.last) : size - 1;
  if (groups.last && last < first) {
    return undefined;
  }
  return first >= size ? 'unsatisfiable' : { start: first, length: Math.min(last, size - 1) - first + 1 };
}

/** Passes one range of a stream of bytes. */
export function sliceStream({ start, length }: ByteRange): TransformStream<Uint8Array, Uint8Array> {
  let skip = start;
  let left = length;
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      const part = chunk.subarray(skip, skip + left);
      skip = Math.max(0, skip - chunk.length);
      left -= part.length;
      if (part.length > 0) {
        controller.enqueue(part);
      }
      if (left === 0) {
        controller.terminate();
      }
    },
  });
}
