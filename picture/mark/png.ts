/** XMP in a PNG (PNG specification; XMP specification, part 3): a chunk `iTXt`. */
import { joinBytes, spells, utf8 } from '../bytes.ts';
import { isPng, PNG_SIGNATURE, pngChunk, pngChunks } from '../png/chunks.ts';
import type { Container } from './container.ts';

/** The keyword that XMP has in a PNG; afterwards: not compressed, and no language and no translated keyword. */
const PNG_KEYWORD = 'XML:com.adobe.xmp';
const PNG_XMP_HEAD = utf8(`${PNG_KEYWORD}\0\0\0\0\0`);
/** How to render colours that a screen does not have: 0, perceptual. */
const SRGB_INTENT = 0;

export const png: Container = {
  matches: isPng,
  insert(file, xmp) {
    const [header, ...rest] = pngChunks(file);
    const after = header?.end ?? PNG_SIGNATURE.length;
    const declared = rest.some(({ type }) => type === 'sRGB' || type === 'iCCP');
    return joinBytes([
      file.subarray(0, after),
      ...(declared ? [] : [pngChunk('sRGB', Uint8Array.of(SRGB_INTENT))]),
      pngChunk('iTXt', joinBytes([PNG_XMP_HEAD, xmp])),
      file.subarray(after),
    ]);
  },
  find: (file) =>
    pngChunks(file)
      .filter(({ type, data }) => type === 'iTXt' && spells(data, 0, PNG_KEYWORD))
      .map(({ data }) => data.subarray(PNG_XMP_HEAD.length)),
};
