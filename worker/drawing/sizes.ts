/** The edges, in pixels, that pictures of a face can be asked for in. */
export const LEAST_SIZE = 64;
export const LARGEST_SIZE = 512;
