/** Looks at a data set before a training starts, so that what cannot end well is said at once and not after hours. */
import { counted } from '../counted.ts';
import type { Dataset } from './dataset.ts';
import type { DecodeResult } from './decoding/decode-result.ts';

/** Pictures that are looked at: a batch, which the first step decodes anyway, within these bounds. */
const FEWEST_LOOKED_AT = 16;
const MOST_LOOKED_AT = 64;
/** A data set with fewer pictures is learned by heart: the generator draws them again. */
const FEW = 100;

/**
 * @param read decodes the picture at a position of the run
 * @returns a sentence for each thing that is wrong
 * @throws where the pictures are alike
 */
export async function firstLook(
  { path, pictures }: Dataset,
  batch: number,
  read: (position: number) => Promise<DecodeResult>,
): Promise<string[]> {
  const count = pictures.length;
  const most = Math.min(MOST_LOOKED_AT, Math.max(FEWEST_LOOKED_AT, batch));
  const positions = Array.from({ length: Math.min(count, most) }, (_, i) => i);
  const usable = (await Promise.all(positions.map(read))).filter((each) => typeof each !== 'string');
  const [first] = usable;
  if (first && usable.every((each) => Buffer.compare(each, first) === 0)) {
    const what =
      count === 1
        ? 'has one picture'
        : `has no two pictures that differ, of ${counted(usable.length, 'usable picture')} that were looked at`;
    throw new Error(
      `${path} ${what}, so that there is nothing to learn; write --data with pictures that differ`,
    );
  }
  // Where all were looked at, those that are skipped are known.
  const known = count === positions.length ? usable.length : count;
  if (known > 0 && known < batch) {
    const fitting = 2 ** Math.floor(Math.log2(known));
    return [
      `${path} has ${counted(known, 'usable picture')}, fewer than a batch of ${batch}, so that each is in every batch more than once; ` +
        `add pictures, or write batch = ${fitting} in the recipe`,
    ];
  }
  if (known > 0 && known < FEW) {
    return [
      `${path} has ${counted(known, 'usable picture')}, which the generator learns by heart; add pictures: some thousands are good`,
    ];
  }
  return [];
}
