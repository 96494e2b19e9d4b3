import { subjectOf } from '../../../latent/condition/condition-words.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';

/** What a model learned from, as the key of a text: photographs of real people, portraits that were rendered, or pictures of something else. */
export function sourcesOf(manifest: Manifest | null): 'realPeople' | 'noRealPeople' | 'noPortraits' {
  if (manifest?.data.realPersons) {
    return 'realPeople';
  }
  return subjectOf(manifest?.condition) === 'person' ? 'noRealPeople' : 'noPortraits';
}
