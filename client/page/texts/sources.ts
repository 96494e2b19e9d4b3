import { subjectOf } from '../../../latent/condition/condition-words.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';

/** The data of models without classes that are trained in the page, and draw no faces, or nobody knows what. */
const OTHER_DATA: readonly string[] = ['shapes', 'own pictures'];

type Described = Pick<Manifest, 'condition' | 'data'>;

/** What a model draws, as the key of a text: faces, pictures of classes that are not of people, or other pictures. */
export function drawnBy({ condition, data }: Described): 'faces' | 'classes' | 'pictures' {
  if (subjectOf(condition) !== 'person') {
    return 'classes';
  }
  return condition === undefined && OTHER_DATA.includes(data.name) ? 'pictures' : 'faces';
}

/** What a model learned from, as the key of a text: photographs of real people, portraits that were rendered, or pictures of something else. */
export function sourcesOf(manifest: Described | null): 'realPeople' | 'noRealPeople' | 'noPortraits' {
  if (manifest?.data.realPersons) {
    return 'realPeople';
  }
  return manifest === null || drawnBy(manifest) === 'faces' ? 'noRealPeople' : 'noPortraits';
}
