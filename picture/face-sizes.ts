/** The widths, in pixels, that a picture of a face may have at the edge and in Node: it is square. */
export const MIN_SIZE = 16;
export const MAX_SIZE = 512;
