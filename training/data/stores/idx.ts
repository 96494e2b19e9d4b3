/**
 * The format of MNIST's files (LeCun, Cortes, Burges, 1998): two zeros, the kind of the numbers, the number of dimensions, each dimension as u32
 * with the high byte first, and then the numbers. All that are read here are bytes.
 */
const UNSIGNED_BYTE = 8;
const MOST_DIMENSIONS = 8;

export type Idx = { readonly shape: readonly number[]; readonly data: Uint8Array };

/** Bytes before the numbers. */
function headerBytes(dimensions: number): number {
  return 4 + 4 * dimensions;
}

/** Whether a file starts as one of this format whose numbers are bytes. */
export function startsAsIdx(start: Uint8Array): boolean {
  const dimensions = start[3] ?? 0;
  return (
    start[0] === 0 &&
    start[1] === 0 &&
    start[2] === UNSIGNED_BYTE &&
    dimensions >= 1 &&
    dimensions <= MOST_DIMENSIONS &&
    start.length >= headerBytes(dimensions)
  );
}

/**
 * @param place for messages
 * @throws where it is no such file, or not as long as it says
 */
export function parseIdx(bytes: Uint8Array, place: string): Idx {
  if (!startsAsIdx(bytes)) {
    throw new Error(
      `${place} is no idx file of bytes: it has to start with 0, 0, 8 and the number of its dimensions`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const shape = Array.from({ length: bytes[3] ?? 0 }, (_, i) => view.getUint32(4 + 4 * i));
  const data = bytes.subarray(headerBytes(shape.length));
  const size = shape.reduce((product, length) => product * length, 1);
  if (data.length !== size) {
    throw new Error(
      `${place} has ${data.length.toLocaleString('en')} bytes after its header, which promises ${shape.join('×')}; was the download interrupted?`,
    );
  }
  return { shape, data };
}

/** The header of a file of bytes with such dimensions; the bytes follow it. */
export function idxHeader(shape: readonly number[]): Uint8Array {
  const header = new DataView(new ArrayBuffer(headerBytes(shape.length)));
  header.setUint8(2, UNSIGNED_BYTE);
  header.setUint8(3, shape.length);
  shape.forEach((length, i) => {
    header.setUint32(4 + 4 * i, length);
  });
  return new Uint8Array(header.buffer);
}
