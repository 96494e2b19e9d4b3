import type { Condition } from '../../../latent/condition/condition-schema.ts';
import { classInJapanese } from '../../../latent/condition/condition-words.ts';
import { useLanguage } from '../texts/language.ts';
import { useStableList } from './use-stable-list.ts';

const NONE: readonly string[] = [];

/** The names of a model's classes in the language of the page. Links have the names of the manifest. */
export function useClassNames(condition: Pick<Condition, 'classes'> | undefined): readonly string[] {
  const language = useLanguage();
  const names = condition?.classes ?? NONE;
  return useStableList(language === 'ja' ? names.map(classInJapanese) : names);
}
