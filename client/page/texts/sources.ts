import { subjectOf } from '../../../latent/condition-words.ts';
import type { Manifest } from '../../../latent/manifest.ts';

/** Which of several texts says what of the pictures that a model learned from: photographs of real people, drawn portraits, or neither. */
export function sourcesOf(manifest: Manifest | null): 'realPeople' | 'noRealPeople' | 'noPortraits' {
  if (manifest?.data.realPersons) {
    return 'realPeople';
  }
  return subjectOf(manifest?.condition) === 'person' ? 'noRealPeople' : 'noPortraits';
}
