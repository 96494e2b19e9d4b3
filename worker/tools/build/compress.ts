/**
 * Brotli and gzip. Results are stored in a cache folder: compressing ONNX Runtime's three WebAssembly builds takes
 * seconds with the effort `fast` and minutes with `best`.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { writeAtomic } from '../../../files/write-atomic.ts';
import { CODING_SUFFIX, type ContentCoding } from '../../site/catalog.ts';

/** `fast` is for local use, `best` for a deployment. */
export type Effort = 'fast' | 'best';

/** Quality 6 takes twice as long as 5, and saves one byte in fifty. */
const BROTLI_QUALITY: Readonly<Record<Effort, number>> = { fast: 5, best: constants.BROTLI_MAX_QUALITY };
const GZIP_LEVEL: Readonly<Record<Effort, number>> = { fast: 6, best: constants.Z_BEST_COMPRESSION };

/** The largest window of RFC 7932, which every browser decodes. */
const BROTLI_WINDOW_BITS = constants.BROTLI_MAX_WINDOW_BITS;

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

function encode(plain: Uint8Array, coding: ContentCoding, effort: Effort): Promise<Uint8Array> {
  if (coding === 'gzip') {
    return gzipAsync(plain, { level: GZIP_LEVEL[effort] });
  }
  return brotliAsync(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY[effort],
      [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
}

/**
 * @param plain the content
 * @param sha256 the SHA-256 of the content: its name in the cache
 * @param cache the folder of results, created if it is missing
 * @returns the content in that coding
 */
export async function compress(
  plain: Uint8Array,
  sha256: string,
  coding: ContentCoding,
  effort: Effort,
  cache: string,
): Promise<Uint8Array> {
  const cached = join(cache, `${sha256}.${effort}${CODING_SUFFIX[coding]}`);
  const known = await readFile(cached).catch(() => undefined);
  if (known !== undefined) {
    return known;
  }
  const encoded = await encode(plain, coding, effort);
  await mkdir(cache, { recursive: true });
  await writeAtomic(cached, encoded);
  return encoded;
}
