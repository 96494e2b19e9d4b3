import { useTexts } from '../../texts/language.ts';
import { scenarioTexts } from '../settings/scenario-texts.ts';
import { scenarioOf } from '../settings/scenarios.ts';
import { compareTexts } from './texts.ts';
import type { VariantName } from './variants.ts';

/** What variants are called in the page's language. */
export function useVariantNames(): (name: VariantName) => string {
  const { variants } = useTexts(compareTexts);
  const scenarios = useTexts(scenarioTexts);
  return (name) => {
    const scenario = scenarioOf(name);
    return scenario === null ? variants[name as keyof typeof variants] : scenarios.of[scenario].name;
  };
}
