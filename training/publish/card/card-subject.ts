/** What a model card calls the pictures of a model, and those of its data. */
import { subjectOf } from '../../../latent/condition/condition-words.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { PICTURE_PROTOCOL } from '../../evaluate/protocol.ts';

export type CardSubject =
  | { readonly drawn: 'faces'; readonly real: 'portraits' }
  | { readonly drawn: 'pictures'; readonly real: 'data' };

/** By what a face detector found in the data; of a model that was not measured, by what its classes are classes of. */
export function cardSubject({
  condition,
  evaluation,
}: Pick<Manifest, 'condition' | 'evaluation'>): CardSubject {
  const hasFaces =
    evaluation === undefined ? subjectOf(condition) === 'person' : evaluation.protocol !== PICTURE_PROTOCOL;
  return hasFaces ? { drawn: 'faces', real: 'portraits' } : { drawn: 'pictures', real: 'data' };
}
