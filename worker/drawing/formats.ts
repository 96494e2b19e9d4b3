/** The formats that a picture of a face is sent in. */
import { parseAccept } from 'hono/utils/accept';

/** The media type of each. */
export const FORMAT_TYPES = { png: 'image/png', webp: 'image/webp', jpeg: 'image/jpeg' } as const;

export type Format = keyof typeof FORMAT_TYPES;

/** The file extensions of each format. The first one of a format is what our own addresses end with. */
const SUFFIXES: readonly (readonly [suffix: string, format: Format])[] = [
  ['.png', 'png'],
  ['.webp', 'webp'],
  ['.jpg', 'jpeg'],
  ['.jpeg', 'jpeg'],
];

/** Of formats that a client prefers equally, the first: WebP has the fewest bytes, and PNG loses nothing, unlike JPEG. */
const PREFERRED: readonly Format[] = ['webp', 'png', 'jpeg'];

/** @example suffixOf('png') === '.png' */
export function suffixOf(format: Format): string {
  return SUFFIXES.find((each) => each[1] === format)?.[0] ?? '';
}

/**
 * A name and the format that its end asks for.
 *
 * @example splitFormat('alice.png') // ['alice', 'png']
 * @example splitFormat('alice') // ['alice', undefined]
 */
export function splitFormat(file: string): readonly [stem: string, format: Format | undefined] {
  const found = SUFFIXES.find(([suffix]) => file.endsWith(suffix));
  return found === undefined ? [file, undefined] : [file.slice(0, -found[0].length), found[1]];
}

/**
 * The format for a client whose address does not name one: the one that it prefers, of those that it names; PNG where it
 * takes anything, since `image/*` is also what programs say that cannot read WebP.
 *
 * @param accept the header Accept (RFC 9110, section 12.5.1)
 */
export function negotiateFormat(accept: string | undefined): Format {
  const accepted = parseAccept(accept ?? '');
  const qualityOf = (type: string): number => accepted.find((each) => each.type === type)?.q ?? 0;
  const [best] = PREFERRED.map((format) => ({ format, quality: qualityOf(FORMAT_TYPES[format]) })).toSorted(
    (a, b) => b.quality - a.quality,
  );
  return best !== undefined && best.quality > 0 ? best.format : 'png';
}
