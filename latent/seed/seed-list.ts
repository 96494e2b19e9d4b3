/** Seeds as people write them on a command line: `7`, `1-100` or `1,5,9-12`. */

/** The most seeds at once, so that a typing error does not fill a disk. */
const MAX_SEEDS = 100_000;

/**
 * @returns the seeds in the order of the text
 * @throws RangeError for any other text, and for more than 100,000 seeds
 */
export function parseSeedList(text: string): number[] {
  const seeds: number[] = [];
  for (const part of text.split(',')) {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    const [low, high] = [Number(first), Number(last)];
    if (!(low <= high && high <= Number.MAX_SAFE_INTEGER)) {
      throw new RangeError(`write numbers from 0 to 2^53 - 1, such as 7, 1-100 or 1,5,9, not "${text}"`);
    }
    if (seeds.length + high - low >= MAX_SEEDS) {
      throw new RangeError(`${text} has more than ${MAX_SEEDS} seeds`);
    }
    for (let seed = low; seed <= high; seed++) {
      seeds.push(seed);
    }
  }
  return seeds;
}
