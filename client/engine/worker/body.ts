/** Reading a response piece by piece, also in browsers whose streams cannot be iterated yet. */

/**
 * @param each called with every chunk, and with how many bytes have come with it and before
 * @returns the number of bytes
 */
export async function readBody(
  response: Response,
  each: (chunk: Uint8Array<ArrayBuffer>, bytes: number) => void,
): Promise<number> {
  const reader = response.body?.getReader();
  let bytes = 0;
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    bytes += value.byteLength;
    each(value, bytes);
  }
  return bytes;
}
