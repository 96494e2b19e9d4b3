import type { Condition } from '../../../latent/condition-schema.ts';
import { classInJapanese } from '../../../latent/condition-words.ts';
import { useLanguage } from '../texts/language.ts';
import { useStableList } from './use-stable-list.ts';

const NONE: readonly string[] = [];

/** The classes of a model as the page calls them, in the language of the page. Models and links have their own names for them. */
export function useClassNames(condition: Pick<Condition, 'classes'> | undefined): readonly string[] {
  const language = useLanguage();
  const names = condition?.classes ?? NONE;
  return useStableList(language === 'ja' ? names.map(classInJapanese) : names);
}
