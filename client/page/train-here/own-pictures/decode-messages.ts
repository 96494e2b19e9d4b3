/** Messages between the page and the worker that decodes the visitor's pictures. */
import type { GivenFile } from '../given-files/given-files.ts';
import type { PictureProblem } from './decode-picture.ts';
import type { Signature } from './similarity.ts';

/** The most pictures of a set: 65 MB of pixels. */
export const MAX_PICTURES = 4000;

/** What the worker compares new pictures with. `group` is the id of the first picture that is nearly the same, or its own. */
export type KnownPicture = { readonly id: number; readonly group: number; readonly signature: Signature };

export type OwnPicture = KnownPicture & {
  readonly name: string;
  /** The side of the square that was cut out, in pixels of the file. */
  readonly side: number;
  /** RGBA u8 [OWN_SIDE, OWN_SIDE, 4] */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
};

/** Why a file brought no picture, or not all of them. */
export type FileProblem = {
  readonly name: string;
  readonly why: PictureProblem | 'unreadable' | 'training' | 'zipDamaged' | 'zipInZip' | 'tooMany';
};

/** The first message. */
export type DecodeRequest = {
  /** How many files there are. They come in later messages, some at a time, since each costs the page's thread half a millisecond. */
  readonly count: number;
  readonly known: readonly KnownPicture[];
  /** How many pictures there is room for. */
  readonly room: number;
  /** The id of the first new picture. */
  readonly nextId: number;
};

export type DecodeFiles = { readonly files: readonly GivenFile[] };

/** Some of the pictures and problems. `fraction` is the share of the work that is done: 1 in the last message. */
export type DecodeReply = {
  readonly pictures: readonly OwnPicture[];
  readonly problems: readonly FileProblem[];
  readonly fraction: number;
};
