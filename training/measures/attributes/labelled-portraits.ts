/** The labelled portraits of data sets, to train and to score attribute networks. */
import { type Dataset, openDataset } from '../../data/dataset.ts';
import { type DecodedPictures, openDecodedPictures } from '../../data/decoded-pictures.ts';
import { targetsOf } from './predicted-attributes.ts';

export type LabelledPortraits = {
  readonly count: number;
  /** Of each portrait: what there is to predict, as `targetsOf` gives it. */
  readonly targets: readonly (readonly (number | undefined)[])[];
  /**
   * u8 RGB [side, side, 3]
   * @throws where the picture cannot be used
   */
  pixels(index: number): Promise<Uint8Array>;
  close(): Promise<void>;
};

export type LabelledPortraitOptions = {
  readonly side: number;
  /** The folder of caches; without one, each read decodes. */
  readonly cache?: string;
  readonly warn: (message: string) => void;
};

/** @throws where a data set has no labels, or a label is not of a portrait */
export async function openLabelledPortraits(
  path: string,
  { side, cache, warn }: LabelledPortraitOptions,
): Promise<LabelledPortraits> {
  const source: Dataset = await openDataset(path);
  const count = source.pictures.length;
  const targets: (number | undefined)[][] = [];
  for (let i = 0; i < count; i++) {
    targets.push(targetsOf(await source.labels(i), `${path}: picture ${i}`));
  }
  const pictures: DecodedPictures = await openDecodedPictures(source, { side, crop: 'centre', cache, warn });
  return {
    count,
    targets,
    async pixels(index) {
      const outcome = await pictures.read(index);
      if (typeof outcome === 'string') {
        throw new Error(`${path}: picture ${index} is ${outcome}`);
      }
      return outcome;
    },
    async close() {
      await pictures.close();
      await source.close();
    },
  };
}

/** A choice of portraits of one data set. */
export type Portraits = Pick<LabelledPortraits, 'targets' | 'pixels'>;

/** The portraits `from` … `to` − 1. */
export function portraitRange({ targets, pixels }: Portraits, from: number, to: number): Portraits {
  return { targets: targets.slice(from, to), pixels: (index) => pixels(from + index) };
}

/** The portraits of one list after those of the other. */
export function joinPortraits(parts: readonly Portraits[]): Portraits {
  const places = parts.flatMap(({ targets, pixels }) =>
    targets.map((_, index) => (): Promise<Uint8Array> => pixels(index)),
  );
  return {
    targets: parts.flatMap(({ targets }) => targets),
    pixels(index) {
      const read = places[index];
      if (!read) {
        throw new RangeError(`no portrait ${index} of ${places.length}`);
      }
      return read();
    },
  };
}

/**
 * Repeats the portraits of rare kinds a whole number of times, so that no kind becomes more frequent than the most frequent one.
 *
 * @param kindOf by the targets of a portrait
 * @param most how often a portrait is repeated at most
 */
export function balancedPortraits(
  { targets, pixels }: Portraits,
  kindOf: (targets: readonly (number | undefined)[]) => string,
  most: number,
): Portraits {
  const ofKind = Map.groupBy(targets.keys(), (index) => kindOf(targets[index] ?? []));
  const largest = Math.max(...Array.from(ofKind.values(), ({ length }) => length));
  const chosen = [...ofKind.values()]
    .flatMap((indices) =>
      Array.from({ length: Math.min(most, Math.floor(largest / indices.length)) }, () => indices).flat(),
    )
    .sort((a, b) => a - b);
  return {
    targets: chosen.map((index) => targets[index] ?? []),
    async pixels(index) {
      const own = chosen[index];
      if (own === undefined) {
        throw new RangeError(`no portrait ${index} of ${chosen.length}`);
      }
      return pixels(own);
    },
  };
}
