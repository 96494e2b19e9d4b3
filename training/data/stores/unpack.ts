/**
 * A compressed tar as a plain one: compressed, it could only be read from its start. Of its members, only pictures and labels are kept.
 * In a folder of caches the result stays, named by a hash of what was unpacked.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Transform } from 'node:stream';
import { formatBytes } from '../../../files/format-bytes.ts';
import { exists } from '../../../files/read-optional.ts';
import { TEMPORARY_SUFFIX, writeError } from '../../../files/write-atomic.ts';
import { isRunning } from '../../run/lock.ts';
import { LEFT_FREE } from '../cache-files.ts';
import { isLabelTable } from '../file-names.ts';
import { LABEL_TABLE_BYTES, PICTURE_BYTES } from '../limits.ts';
import { decompressed } from './compression.ts';
import { type ByteSource, paddedSize, TAR_BLOCK, tarMembers } from './tar-members.ts';

/** Bytes that are written between two looks at how much the disk has left. */
const LOOK_EVERY = 64 * 2 ** 20;

export type UnpackOptions = {
  /** The folder of all caches; without one, what is unpacked is removed when it is closed. */
  readonly cache?: string | undefined;
  /** Receives what takes long, as a sentence. */
  readonly tell?: ((message: string) => void) | undefined;
  /** By whose abortion unpacking ends. */
  readonly signal?: AbortSignal | undefined;
};

/** A stream as bytes that are read from their start to their end; it holds what the last call asked for. */
function streamSource(chunks: AsyncIterable<Buffer>, check: () => void): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  let base = 0;
  return {
    async readAt(at, n) {
      const passed = Math.min(held.length, at - base);
      const parts: Buffer[] = [held.subarray(passed)];
      let length = held.length - passed;
      base += passed;
      while (base < at || length < n) {
        check();
        const { value, done } = await iterator.next();
        if (done) {
          break;
        }
        const skipped = Math.min(value.length, at - base);
        base += skipped;
        parts.push(value.subarray(skipped));
        length += value.length - skipped;
      }
      held = Buffer.concat(parts);
      return held.subarray(0, n);
    },
  };
}

/** Writes the pictures and labels of a compressed tar to a plain one. */
async function unpackTo(target: string, path: string, stream: () => Transform, signal?: AbortSignal) {
  const file = await open(target, 'w');
  let at = 0;
  let lookedAt = -LOOK_EVERY;
  async function write(bytes: Buffer): Promise<void> {
    if (at - lookedAt >= LOOK_EVERY) {
      lookedAt = at;
      const { bavail, bsize } = await statfs(dirname(target));
      if (bavail * bsize < LEFT_FREE) {
        throw new Error(
          `unpacking ${path} needs more than ${dirname(target)} has: ${formatBytes(at)} are written, and ${formatBytes(LEFT_FREE)} have to stay free; unpack it on another disk, and name its folder`,
        );
      }
    }
    for (let done = 0; done < bytes.length; ) {
      const some = file.write(bytes, done, bytes.length - done, at + done);
      done += (await some.catch((cause: unknown) => Promise.reject(writeError(target, cause)))).bytesWritten;
    }
    at += bytes.length;
  }
  function check(): void {
    if (signal?.aborted) {
      throw new Error(`stopped by ${signal.reason} while ${path} was being unpacked`);
    }
  }
  const chunks = decompressed(path, stream);
  try {
    const source = streamSource(chunks, check);
    for await (const { name, bytes, offset, headers } of tarMembers(source, path)) {
      await write(Buffer.concat(headers));
      if (bytes > (isLabelTable(name) ? LABEL_TABLE_BYTES : PICTURE_BYTES)) {
        // It is not going to be read: a hole, which takes no room on most disks.
        at += paddedSize(bytes);
        continue;
      }
      const content = await source.readAt(offset, bytes);
      if (content.length < bytes) {
        throw new Error(`${path}: ${name} at byte ${offset - TAR_BLOCK} is truncated at the end of the file`);
      }
      await write(content);
      at = paddedSize(at);
    }
    await file.truncate(at + 2 * TAR_BLOCK);
    await file.sync();
  } catch (cause) {
    // Errors of zlib have a code that the system does not know.
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (/^(Z_|ZSTD_|ERR_ZSTD|ERR_ZLIB|ERR_STREAM_PREMATURE)/.test(code)) {
      throw new Error(`${path} does not unpack to its end; was the download interrupted?`, { cause });
    }
    throw cause;
  } finally {
    chunks.destroy();
    await file.close();
  }
}

/** Removes what processes that were killed have left of this file. */
async function removeLeftovers(target: string): Promise<void> {
  for (const name of await readdir(dirname(target))) {
    const [, pid] = name.startsWith(`${basename(target)}.`) ? name.split('.tar.') : [];
    if (pid !== undefined && !isRunning(Number.parseInt(pid, 10))) {
      await rm(join(dirname(target), name), { force: true });
    }
  }
}

/**
 * @returns where the plain tar is, and a function that removes it unless it is in a cache
 * @throws where the file is damaged, the disk is full, or the signal is aborted
 */
export async function unpackTar(
  path: string,
  stream: () => Transform,
  { cache, tell, signal }: UnpackOptions,
): Promise<{ readonly plain: string; readonly remove: () => Promise<void> }> {
  const { size, mtimeMs } = await stat(path);
  const hash = createHash('sha256').update(`2 ${path} ${size} ${mtimeMs}`).digest('hex').slice(0, 16);
  const folder = cache === undefined ? await mkdtemp(join(tmpdir(), 'dareka-tar-')) : join(cache, 'unpacked');
  await mkdir(folder, { recursive: true });
  const plain = join(folder, `${hash}.tar`);
  async function remove(): Promise<void> {
    if (cache === undefined) {
      await rm(folder, { recursive: true, force: true });
    }
  }
  if (await exists(plain)) {
    return { plain, remove };
  }
  tell?.(`unpacking ${path}${cache === undefined ? '' : ` to ${folder}, once`}`);
  await removeLeftovers(plain);
  const part = `${plain}.${process.pid}${TEMPORARY_SUFFIX}`;
  try {
    await unpackTo(part, path, stream, signal);
    await rename(part, plain);
  } catch (cause) {
    await rm(part, { force: true });
    await remove();
    throw cause;
  }
  return { plain, remove };
}
