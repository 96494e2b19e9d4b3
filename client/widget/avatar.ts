/** What a page asks for by a name and traits. */
import { FaceError } from './failure.ts';

/** The face of a name. */
export type Avatar = {
  readonly name: string;
  /** By the stable names of traits: a word, or a number. */
  readonly traits: ReadonlyMap<string, string>;
  /** The tag of the model; null for the one that the site pins. */
  readonly model: string | null;
};

/**
 * The path of the site's picture of a name: the face of the rule v1, which stays for ever.
 *
 * @throws FaceError of kind `attribute` for half a surrogate pair
 */
export function avatarPicture({ name, traits, model }: Avatar): string {
  const query = new URLSearchParams([...traits, ...(model === null ? [] : [['model', model]])] as string[][]);
  try {
    return `a/v1/${encodeURIComponent(name)}.webp?${query}`;
  } catch (cause) {
    throw new FaceError('attribute', `avatar="${name}" is no text`, { cause });
  }
}
