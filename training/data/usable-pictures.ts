/** The pictures at the positions of a run: where one is skipped, another one stands in (`epoch-order.ts`). */
import { toPlanar } from '../../picture/planar.ts';
import { counted } from '../counted.ts';
import { formatSkipped } from './data-statistics.ts';
import type { DecodedPictures } from './decoded-pictures.ts';
import { toLuma } from './decoding/luma.ts';
import type { EpochOrder, PictureRef } from './epoch-order.ts';

export type UsablePictures = {
  /**
   * Writes the picture of a position, f32 [3, side, side] in [−1, 1].
   * @param mirror whether it is mirrored where the order says so
   * @throws where no picture that may have this position is usable
   */
  show(position: number, out: Float32Array, mirror: boolean): Promise<void>;
  /** Which picture a position has, as far as it is known which are skipped. */
  at(position: number): PictureRef;
  /** @throws where all pictures have been decoded, and none is usable */
  expectSome(): void;
};

export type UsableOptions = {
  /** Of the data set, for messages. */
  readonly path: string;
  readonly count: number;
  readonly side: number;
  /** Whether all channels are the picture's luma. */
  readonly grey: boolean;
  /** The picture at a position of the run, and those that stand in for it. */
  readonly pick: EpochOrder;
  /** The class of a picture, by its name, where there are classes: in some orders only others of it stand in. */
  readonly classOf?: ((index: number) => string | undefined) | undefined;
};

export function usablePictures(
  pictures: DecodedPictures,
  { path, count, side, grey, pick, classOf }: UsableOptions,
): UsablePictures {
  const { statistics } = pictures;
  const hopeless = (): boolean => statistics.seen === count && statistics.usable === 0;
  const isSkipped = (index: number): boolean => statistics.skipReason(index) !== undefined;

  /** @param ofClass where the data have others that are usable */
  function noneUsable(ofClass?: string): Error {
    const which =
      ofClass === undefined
        ? counted(count, 'picture')
        : `the pictures of the class ${JSON.stringify(ofClass)}`;
    const advice =
      statistics.skipped.tiny > 0
        ? '; write enlarge = true or pad = true in the recipe to train on small pictures, or a smaller resolution'
        : '';
    return new Error(
      `${path}: none of ${which} can be used at ${side}×${side}: ${ofClass === undefined ? '' : 'of all, '}${formatSkipped(statistics)}${advice}`,
    );
  }

  return {
    async show(position, out, mirror) {
      for (let standIn = 0; standIn <= count && !hopeless(); standIn++) {
        const { index, mirrored } = pick(position, standIn);
        // Pictures that are known to be skipped need no read.
        if (isSkipped(index)) {
          continue;
        }
        const outcome = await pictures.read(index);
        if (typeof outcome !== 'string') {
          toPlanar(outcome, side, { channels: 3, mirrored: mirror && mirrored }, out);
          if (grey) {
            toLuma(out);
          }
          return;
        }
      }
      throw noneUsable(hopeless() ? undefined : classOf?.(pick(position).index));
    },
    at(position) {
      let standIn = 0;
      while (standIn < count && isSkipped(pick(position, standIn).index)) {
        standIn++;
      }
      return pick(position, standIn);
    },
    expectSome() {
      if (hopeless()) {
        throw noneUsable();
      }
    },
  };
}
