/** Digits in nobody's handwriting, for a sheet. */
import { decode } from '../data/decoding/decode.ts';
import { drawSign } from '../digits/draw.ts';
import { ALPHABETS } from '../digits/glyphs.ts';
import { SIDE } from '../digits/ink.ts';
import { greyPng } from '../digits/sheet.ts';

/** The seed that `make-digits` has by default. */
const SEED = 1;

/**
 * The first digits that `make-digits` draws, as a training decodes them, one class after the other and as many of each: u8 RGB [side, side, 3].
 * @param count a multiple of ten
 */
export async function someDigits(count: number, side: number): Promise<Uint8Array[]> {
  const { digits } = ALPHABETS;
  const signs = Array.from({ length: count }, (_, i) => drawSign(digits, SEED, i));
  return Promise.all(
    digits
      .flatMap((_, of) => signs.filter(({ label }) => label === of))
      .map(async ({ pixels }) => {
        const picture = await decode(greyPng(pixels, SIDE), { side, crop: 'centre', pad: true });
        if (typeof picture === 'string') {
          throw new Error(`a digit is ${picture}`);
        }
        return picture;
      }),
  );
}
