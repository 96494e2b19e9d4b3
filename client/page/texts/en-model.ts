/** What published models say of themselves, in the words of the page; a word that is not here stays as the model has it. */

/** What a measure of the protocol tells, for people who have not read the papers. */
const measures: Readonly<Record<string, string>> = {
  frechet: 'Distance from portraits, over all (Fréchet)',
  precision: 'Faces that look like portraits (precision)',
  recall: 'Portraits that the faces reach (recall)',
  density: 'How densely faces lie among portraits (density)',
  coverage: 'Portraits with a face near them (coverage)',
  swd: 'Distance in patches, mean of all sizes (sliced Wasserstein)',
  swd128: '– at 128 pixels a side',
  swd64: '– at 64 pixels a side',
  swd32: '– at 32 pixels a side',
  swd16: '– at 16 pixels a side',
  facesFound: 'Faces found by a detector, by what it finds in portraits',
  nearestFeatures: 'Distance to the nearest training portrait, in features',
  nearestPixels: 'Distance to the nearest training portrait, in pixels',
  copies: 'Copies of training portraits among 100 faces',
};

export const model = {
  measure: (name: string): string => measures[name] ?? name,
  /** A group of people, whose share was counted. */
  group: (name: string): string => name,
  /** What exemplars show: 'smiling woman'. */
  shows: (what: string): string => what,
  /** What the data are. */
  data: (description: string): string => description,
  /** The language of a text that came from the model, where no translation is here. */
  languageOf: (_text: string): 'en' | undefined => undefined,
};
