/**
 * A renderer of flat pictures that keeps the protocol of renderer/main.cpp: its pixels and labels follow from seed and index.
 * The assets file says how it behaves: `flat`, `fails at N` or `stops at N`.
 */
import { readFileSync, writeSync } from 'node:fs';

/** Writes all of it: a pipe may take less at once. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(descriptor, bytes, at);
  }
}

const [assets = '', seed, first, count, pixels] = process.argv.slice(2);
const [, behaviour, at] = /^(\w+)(?: at (\d+))?/.exec(readFileSync(assets, 'utf8')) ?? [];
for (let index = Number(first); index < Number(first) + Number(count); index++) {
  if (index === Number(at)) {
    if (behaviour === 'fails') {
      process.stderr.write('the packed assets have no tex/teeth\n');
      process.exit(1);
    }
    process.exit(0);
  }
  writeAll(1, new Uint8Array(3 * Number(pixels) ** 2).fill((Number(seed) + index) % 256));
  writeAll(3, Buffer.from(`${JSON.stringify({ index, seed: Number(seed) })}\n`));
}
