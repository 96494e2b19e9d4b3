/** Portraits as WebDataset shards: several renderers at once, one shard each, none of them half written. */
import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import * as v from 'valibot';
import { readOptional, readOptionalBytes } from '../../files/read-optional.ts';
import { removeTemporaryFiles, writeAtomic } from '../../files/write-atomic.ts';
import { tarFile } from '../data/stores/tar-file.ts';
import { parseJson } from '../read/parse.ts';
import { lockFolder } from '../run/lock.ts';
import { renderPortraits } from './renderer-process.ts';

/** Portraits in a shard; the last one may have fewer. */
const SHARD_SIZE = 1000;

const settingsSchema = v.object({ seed: v.number(), pixels: v.number(), quality: v.number() });
/** What decides the content of a shard, besides the renderer and its assets. */
export type PortraitSettings = v.InferOutput<typeof settingsSchema>;

export type PortraitsJob = PortraitSettings & {
  readonly count: number;
  readonly renderer: string;
  readonly assets: string;
  /** The folder of the shards. */
  readonly out: string;
  readonly processes: number;
};

/** A shard is finished. */
export type ShardEvent = { readonly shard: string; readonly count: number; readonly bytes: number };

type Shard = {
  readonly first: number;
  readonly count: number;
  readonly tar: string;
  readonly labels: string;
};

function shardsOf({ count, out }: PortraitsJob): Shard[] {
  return Array.from({ length: Math.ceil(count / SHARD_SIZE) }, (_, k) => {
    const number = String(k).padStart(4, '0');
    return {
      first: k * SHARD_SIZE,
      count: Math.min(SHARD_SIZE, count - k * SHARD_SIZE),
      tar: join(out, `faces-${number}.tar`),
      labels: join(out, `labels-${number}.jsonl`),
    };
  });
}

/**
 * The settings of a folder stay as they were when its first shard was begun.
 * @throws Error where the folder holds portraits with other settings
 */
async function keepSettings({ out, seed, pixels, quality }: PortraitsJob): Promise<void> {
  const path = join(out, 'portraits.json');
  const settings: PortraitSettings = { seed, pixels, quality };
  const stored = await readOptional(path);
  if (stored === undefined) {
    await writeAtomic(path, `${JSON.stringify(settings)}\n`);
    return;
  }
  const before = parseJson(settingsSchema, stored, path);
  for (const key of ['seed', 'pixels', 'quality'] as const) {
    if (before[key] !== settings[key]) {
      throw new Error(
        `${out}: holds portraits with ${key} ${before[key]}, not ${settings[key]}; write another --out, or --${key} ${before[key]}`,
      );
    }
  }
}

/** @throws Error where the folder has shards that `labels.jsonl` would leave out */
async function refuseSurplus({ out, count }: PortraitsJob, shards: readonly Shard[]): Promise<void> {
  const wanted = new Set(shards.map(({ tar }) => basename(tar)));
  const surplus = (await readdir(out)).find((name) => name.endsWith('.tar') && !wanted.has(name));
  if (surplus !== undefined) {
    throw new Error(
      `${out}: holds ${surplus}, which is beyond ${count} portraits; write another --out, or a larger --count`,
    );
  }
}

/** Whether the shard is there with all its portraits. Its labels are written last. */
async function isFinished(shard: Shard): Promise<boolean> {
  const labels = await readOptional(shard.labels);
  const tar = await stat(shard.tar).catch(() => undefined);
  return labels !== undefined && tar !== undefined && labels.trimEnd().split('\n').length === shard.count;
}

async function renderShard(job: PortraitsJob, shard: Shard, signal: AbortSignal): Promise<ShardEvent> {
  const { pixels, quality } = job;
  const { pictures, labels } = await renderPortraits(
    { ...job, first: shard.first, count: shard.count },
    (rgb) =>
      sharp(rgb, { raw: { width: pixels, height: pixels, channels: 3 } })
        .webp({ quality, effort: 4 })
        .toBuffer(),
    signal,
  );
  const tar = tarFile(
    pictures.map((bytes, i) => ({ name: `${String(shard.first + i).padStart(6, '0')}.webp`, bytes })),
  );
  await writeAtomic(shard.tar, ...tar);
  await writeAtomic(shard.labels, `${labels.join('\n')}\n`);
  return {
    shard: basename(shard.tar),
    count: shard.count,
    bytes: tar.reduce((sum, part) => sum + part.length, 0),
  };
}

/**
 * Renders the shards that are missing, then joins all labels in labels.jsonl.
 * @returns how many portraits were rendered
 * @throws Error of the first renderer that fails, after the others were stopped; finished shards stay
 */
export async function renderShards(
  job: PortraitsJob,
  report: (event: ShardEvent) => void = () => {},
): Promise<{ rendered: number }> {
  await mkdir(job.out, { recursive: true });
  const lock = await lockFolder(job.out, { isBeing: 'filled', instead: 'write another --out' });
  try {
    await keepSettings(job);
    await removeTemporaryFiles(job.out);
    const shards = shardsOf(job);
    await refuseSurplus(job, shards);
    const rendered = await renderMissing(job, shards, report);
    const labels: Uint8Array[] = [];
    for (const shard of shards) {
      labels.push((await readOptionalBytes(shard.labels)) ?? new Uint8Array());
    }
    await writeAtomic(join(job.out, 'labels.jsonl'), ...labels);
    return { rendered };
  } finally {
    lock.release();
  }
}

/** @returns how many portraits were rendered */
async function renderMissing(
  job: PortraitsJob,
  shards: readonly Shard[],
  report: (event: ShardEvent) => void,
): Promise<number> {
  const missing: Shard[] = [];
  for (const shard of shards) {
    if (!(await isFinished(shard))) {
      missing.push(shard);
    }
  }
  const rendered = missing.reduce((sum, { count }) => sum + count, 0);
  const failure = new AbortController();
  async function work(): Promise<void> {
    for (let shard = missing.shift(); shard && !failure.signal.aborted; shard = missing.shift()) {
      report(await renderShard(job, shard, failure.signal));
    }
  }
  const workers = Array.from({ length: job.processes }, work);
  try {
    await Promise.all(workers);
  } catch (cause) {
    failure.abort();
    await Promise.allSettled(workers);
    throw cause;
  }
  return rendered;
}
