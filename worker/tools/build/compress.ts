/**
 * Brotli and gzip, computed once for each content and kept in a cache folder. Compressing ONNX Runtime's three
 * WebAssembly builds takes seconds at the fast effort and minutes at the best one.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Coding, SUFFIX } from '../../site/catalog.ts';

/** `fast` is for the own machine, `best` for what visitors download. */
export type Effort = 'fast' | 'best';

const BROTLI_QUALITY: Readonly<Record<Effort, number>> = { fast: 6, best: constants.BROTLI_MAX_QUALITY };
const GZIP_LEVEL: Readonly<Record<Effort, number>> = { fast: 6, best: constants.Z_BEST_COMPRESSION };

/** The largest window that every browser decodes (RFC 7932 has no larger one). */
const BROTLI_WINDOW_BITS = constants.BROTLI_MAX_WINDOW_BITS;

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

function encode(plain: Uint8Array, coding: Coding, effort: Effort): Promise<Uint8Array> {
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
 * @param sha256 its SHA-256, which names it in the cache
 * @param cache the folder to keep results in, made where there is none
 * @returns the content in that coding
 */
export async function compress(
  plain: Uint8Array,
  sha256: string,
  coding: Coding,
  effort: Effort,
  cache: string,
): Promise<Uint8Array> {
  const kept = join(cache, `${sha256}.${effort}${SUFFIX[coding]}`);
  const known = await readFile(kept).catch(() => undefined);
  if (known !== undefined) {
    return known;
  }
  const encoded = await encode(plain, coding, effort);
  await mkdir(cache, { recursive: true });
  // Written aside and renamed: a build that is stopped here leaves no truncated file for the next one to trust.
  const aside = `${kept}.${randomUUID()}`;
  await writeFile(aside, encoded);
  await rename(aside, kept);
  return encoded;
}
