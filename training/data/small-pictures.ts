/** What becomes of pictures that are smaller than the resolution. */

/** A picture is skipped whose square is smaller, unless one of these is true. */
export type SmallPictures = {
  /** It is enlarged. */
  readonly enlarge?: boolean;
  /** It is put in the middle of a square of the colour at its edge. */
  readonly pad?: boolean;
};

/** As a recipe says; that of a published model may be older than these keys. */
export function smallPictures(recipe: Readonly<Record<string, unknown>> | undefined): SmallPictures {
  return { enlarge: recipe?.enlarge === true, pad: recipe?.pad === true };
}

/** For the name of a cache: nothing where they are skipped. */
export function smallPicturesKey({ enlarge, pad }: SmallPictures): string[] {
  return [...(enlarge ? ['enlarge'] : []), ...(pad ? ['pad'] : [])];
}
