/**
 * Decodes BMP, which sharp does not read: from one to 32 bits a pixel, in a palette, by masks or run-length encoded, from the top or from
 * the bottom (Microsoft's BITMAPINFOHEADER and its versions). Our own, since the packages of the registry lack palettes or run lengths, or
 * ignore where the file says that its pixels begin.
 */
import { isBmp } from '../file-names.ts';

/** Pixels as they are before they are cropped and resized. */
export type RawPicture = {
  readonly width: number;
  readonly height: number;
  /** RGB, or RGB and opacity. */
  readonly channels: 3 | 4;
  /** u8 [height, width, channels] */
  readonly data: Uint8Array;
};

/** BITMAPCOREHEADER: sizes of 16 bits, colours of three bytes. */
const CORE_HEADER = 12;
const FILE_HEADER = 14;
/** Where masks are, after a header of 40 bytes or within a longer one. */
const MASKS = FILE_HEADER + 40;
const RGB = 0;
const RLE8 = 1;
const RLE4 = 2;
const BIT_FIELDS = 3;
const ALPHA_BIT_FIELDS = 6;

/** Masks of red, green and blue where the file has none, by the bits of a pixel. */
const USUAL_MASKS: { readonly [bits: number]: readonly number[]; readonly 32: readonly number[] } = {
  16: [0x7c00, 0x3e0, 0x1f],
  24: [0xff0000, 0xff00, 0xff],
  32: [0xff0000, 0xff00, 0xff],
};

type Header = {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  readonly compression: number;
  /** Colours of red, green and blue. */
  readonly palette: readonly (readonly [number, number, number])[];
  /** Which bits of a pixel are red, green, blue and opacity. */
  readonly masks: readonly number[];
  readonly start: number;
};

function readHeader(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = view.getUint32(14, true);
  const isCore = size === CORE_HEADER;
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = isCore ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(isCore ? 24 : 28, true);
  const compression = isCore ? RGB : view.getUint32(30, true);
  const byMasks = compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS;
  const hasAlpha = byMasks && (size >= 56 || compression === ALPHA_BIT_FIELDS);
  const masks = byMasks
    ? [0, 4, 8, 12].slice(0, hasAlpha ? 4 : 3).map((at) => view.getUint32(MASKS + at, true))
    : (USUAL_MASKS[bits] ?? USUAL_MASKS[32]);
  const colours = isCore ? 0 : view.getUint32(46, true);
  const count = bits > 8 ? 0 : Math.min(colours || 2 ** bits, 2 ** bits);
  const colourBytes = isCore ? 3 : 4;
  const first = FILE_HEADER + size + (byMasks && size === 40 ? 4 * masks.length : 0);
  const palette = Array.from({ length: count }, (_, i): [number, number, number] => {
    const at = first + i * colourBytes;
    return [view.getUint8(at + 2), view.getUint8(at + 1), view.getUint8(at)];
  });
  const start = view.getUint32(10, true);
  return {
    width,
    height: Math.abs(signedHeight),
    topDown: signedHeight < 0,
    bits,
    compression,
    palette,
    masks,
    start,
  };
}

/**
 * The width and height that a BMP declares, in pixels; undefined where the bytes are no BMP.
 * @throws RangeError where it ends before
 */
export function bmpSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  return isBmp(bytes) ? readHeader(bytes) : undefined;
}

/** Which colour of the palette each pixel has, of run lengths: u8 [height, width], the first row at the bottom. */
function runLengths({ width, height, compression, start }: Header, bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(width * height);
  let [x, y, at] = [0, 0, start];
  function next(): number {
    const byte = bytes[at++];
    if (byte === undefined) {
      throw new RangeError('a BMP ends within its run lengths');
    }
    return byte;
  }
  function put(index: number): void {
    if (x < width && y < height) {
      out[y * width + x] = index;
    }
    x++;
  }
  const nibble = (byte: number, i: number): number => (i % 2 === 0 ? byte >> 4 : byte & 15);
  while (y < height) {
    const [count, value] = [next(), next()];
    if (count > 0) {
      for (let i = 0; i < count; i++) {
        put(compression === RLE4 ? nibble(value, i) : value);
      }
    } else if (value === 0) {
      [x, y] = [0, y + 1];
    } else if (value === 1) {
      break;
    } else if (value === 2) {
      [x, y] = [x + next(), y + next()];
    } else {
      const packed = compression === RLE4 ? Math.ceil(value / 2) : value;
      const some = Array.from({ length: packed }, next);
      for (let i = 0; i < value; i++) {
        put(compression === RLE4 ? nibble(some[i >> 1] ?? 0, i) : (some[i] ?? 0));
      }
      at += packed % 2;
    }
  }
  return out;
}

/** Rows are padded to whole words of 32 bits. */
function rowBytes({ width, bits }: Header): number {
  return 4 * Math.ceil((width * bits) / 32);
}

/** Which colour of the palette each pixel has: u8 [height, width], in the order of the file's rows. */
function indices(header: Header, bytes: Uint8Array): Uint8Array {
  const { width, height, bits, start } = header;
  const stride = rowBytes(header);
  const out = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let x = 0; x < width; x++) {
      const at = x * bits;
      const byte = bytes[start + row * stride + (at >> 3)] ?? 0;
      out[row * width + x] = (byte >> (8 - bits - (at & 7))) & (2 ** bits - 1);
    }
  }
  return out;
}

/**
 * @throws where the bytes are no BMP, or end too early, or are of a kind that is not read
 */
export function decodeBmp(bytes: Uint8Array): RawPicture {
  const header = readHeader(bytes);
  const { width, height, bits, compression, start } = header;
  const isRunLengths = (compression === RLE8 && bits === 8) || (compression === RLE4 && bits === 4);
  const isPlain = compression === RGB && [1, 2, 4, 8, 16, 24, 32].includes(bits);
  const isMasked = [BIT_FIELDS, ALPHA_BIT_FIELDS].includes(compression) && [16, 32].includes(bits);
  if (!isRunLengths && !isPlain && !isMasked) {
    throw new Error(`a BMP of ${bits} bits a pixel, compressed by method ${compression}, is not read`);
  }
  const last = start + rowBytes(header) * (height - 1) + Math.ceil((width * bits) / 8);
  if (width < 1 || height < 1 || (!isRunLengths && last > bytes.length)) {
    throw new RangeError(`a BMP of ${width}×${height} needs ${last} bytes, and has ${bytes.length}`);
  }
  return bits <= 8 ? decodePalette(header, bytes, isRunLengths) : decodeMasked(header, bytes);
}

/** The first byte of a row of the picture that the file has as its `row`th. */
function startOfRow({ width, height, topDown }: Header, row: number, channels: number): number {
  return (topDown ? row : height - 1 - row) * width * channels;
}

function decodePalette(header: Header, bytes: Uint8Array, isRunLengths: boolean): RawPicture {
  const { width, height, palette } = header;
  const channels = 3;
  const data = new Uint8Array(width * height * channels);
  const chosen = isRunLengths ? runLengths(header, bytes) : indices(header, bytes);
  chosen.forEach((index, i) => {
    const row = Math.floor(i / width);
    data.set(palette[index] ?? [0, 0, 0], startOfRow(header, row, channels) + (i - row * width) * channels);
  });
  return { width, height, channels, data };
}

function decodeMasked(header: Header, bytes: Uint8Array): RawPicture {
  const { width, height, bits, masks, start } = header;
  const channels = masks[3] ? 4 : 3;
  const data = new Uint8Array(width * height * channels);
  const stride = rowBytes(header);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const fields = masks.slice(0, channels).map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { mask, shift, most: mask >>> shift || 1 };
  });
  for (let row = 0; row < height; row++) {
    for (let x = 0; x < width; x++) {
      const pixel = readPixel(view, start + row * stride + (x * bits) / 8, bits);
      fields.forEach(({ mask, shift, most }, c) => {
        data[startOfRow(header, row, channels) + x * channels + c] = Math.round(
          (255 * ((pixel & mask) >>> shift)) / most,
        );
      });
    }
  }
  // Programs write an opacity of zero where they have none.
  if (channels === 4 && data.every((value, i) => i % 4 !== 3 || value === 0)) {
    data.forEach((_, i) => {
      data[i] = i % 4 === 3 ? 255 : (data[i] ?? 0);
    });
  }
  return { width, height, channels, data };
}

/** @param bits 16, 24 or 32 */
function readPixel(view: DataView, at: number, bits: number): number {
  if (bits === 32) {
    return view.getUint32(at, true);
  }
  return view.getUint16(at, true) + (bits === 24 ? 65536 * view.getUint8(at + 2) : 0);
}
