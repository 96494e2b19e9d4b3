/** The names in a list with commas between, as of a recipe's `labels` and `classes`. */
export function parseNameList(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
