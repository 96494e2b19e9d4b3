/** The widths, in pixels, that a picture of a face may have: it is square. */
export const MIN_SIZE = 64;
export const MAX_SIZE = 512;
