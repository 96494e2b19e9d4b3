/** How pictures that are smaller than the resolution are used. */

/** A smaller picture is skipped unless one of these is true. */
export type SmallPictures = {
  /** Whether it is enlarged. */
  readonly enlarge?: boolean;
  /** Whether it is put in the middle of a square of the colour at its edge. */
  readonly pad?: boolean;
};

/** The choice of a recipe; that of a published model may be older than these keys. */
export function smallPictures(recipe: Readonly<Record<string, unknown>> | undefined): SmallPictures {
  return { enlarge: recipe?.enlarge === true, pad: recipe?.pad === true };
}

/** For the name of a cache: nothing where they are skipped. */
export function smallPicturesKey({ enlarge, pad }: SmallPictures): string[] {
  return [...(enlarge ? ['enlarge'] : []), ...(pad ? ['pad'] : [])];
}
