/** The fields that a recipe names. */
export function labelNames(labels: string): string[] {
  return labels
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
