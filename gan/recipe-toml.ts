/** A recipe as people write it: a TOML file with what differs from the defaults. */
import { parseRecipe, type Recipe } from './recipe.ts';

/**
 * The text of a recipe file. Its values are texts, numbers and flags, which TOML writes as JSON does.
 * @param comment lines at its beginning
 */
export function formatRecipe(recipe: Recipe, comment: readonly string[] = []): string {
  const usual: Readonly<Record<string, unknown>> = parseRecipe({ name: recipe.name }, 'the defaults');
  const lines = Object.entries(recipe)
    .filter(([key, value]) => key === 'name' || value !== usual[key])
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return `${[...comment.map((line) => `# ${line}`), ...lines].join('\n')}\n`;
}
