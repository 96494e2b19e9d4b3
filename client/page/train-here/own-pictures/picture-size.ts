/**
 * Reads width and height from the first bytes of a PNG, JPEG, GIF, WebP or BMP, so that a picture with too many pixels is not decoded: a PNG of a
 * megabyte may have 400 million.
 */

export type PictureSize = { readonly width: number; readonly height: number };

/** Whether a JPEG marker is of a frame header: SOF0 to SOF15 without DHT, JPG and DAC, whose numbers lie among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** JPEG is a list of segments: 0xFF, a marker, and the length of what follows. */
function jpegSize(bytes: DataView): PictureSize | null {
  for (let at = 2; at + 9 <= bytes.byteLength; ) {
    const marker = bytes.getUint8(at + 1);
    if (bytes.getUint8(at) !== 0xff) {
      return null;
    }
    if (isFrame(marker)) {
      return { height: bytes.getUint16(at + 5), width: bytes.getUint16(at + 7) };
    }
    // A marker may be preceded by any number of 0xFF.
    at += marker === 0xff ? 1 : 2 + bytes.getUint16(at + 2);
  }
  return null;
}

function webpSize(bytes: DataView, kind: string): PictureSize | null {
  if (kind === 'VP8 ') {
    return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff };
  }
  if (kind === 'VP8L') {
    const bits = bytes.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind === 'VP8X') {
    const three = (at: number) => bytes.getUint16(at, true) + 2 ** 16 * bytes.getUint8(at + 2) + 1;
    return { width: three(24), height: three(27) };
  }
  return null;
}

/**
 * @param head the first bytes of the file; 256 KiB reach past what cameras write before the frame of a JPEG
 * @returns null where they do not tell the size
 */
export function pictureSize(head: Uint8Array): PictureSize | null {
  const bytes = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...head.subarray(at, at + length));
  try {
    if (text(1, 3) === 'PNG') {
      return { width: bytes.getUint32(16), height: bytes.getUint32(20) };
    }
    if (head[0] === 0xff && head[1] === 0xd8) {
      return jpegSize(bytes);
    }
    if (text(0, 4) === 'GIF8') {
      return { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) };
    }
    if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') {
      return webpSize(bytes, text(12, 4));
    }
    if (text(0, 2) === 'BM') {
      return { width: Math.abs(bytes.getInt32(18, true)), height: Math.abs(bytes.getInt32(22, true)) };
    }
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error;
    }
    // It ends before its size.
  }
  return null;
}

/** Whether it begins as a TIFF file does, in either order of bytes, or as the raw files of most cameras, which are TIFF within. */
export function isTiff(head: Uint8Array): boolean {
  const magic = String.fromCharCode(...head.subarray(0, 4));
  return magic === 'II*\0' || magic === 'MM\0*';
}

/** Whether it is a photo as iPhones save them, which most browsers cannot read. */
export function isHeic(head: Uint8Array): boolean {
  const brand = String.fromCharCode(...head.subarray(4, 12));
  return /^ftyp(hei|hev|mif1|msf1)/.test(brand);
}
