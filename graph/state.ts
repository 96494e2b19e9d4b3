/**
 * A graph's state: inputs whose next values are among its outputs, under `next.NAME`. Whoever runs the graph feeds them
 * back on the next run.
 */

const PREFIX = 'next.';

/** The output that holds the next value of a state's input. */
export function nextName(name: string): string {
  return `${PREFIX}${name}`;
}

export function isNextName(output: string): boolean {
  return output.startsWith(PREFIX);
}

/** Splits a graph's results: `after` has the next values of the state under its inputs' names, `others` the rest. */
export function splitNext<T>(results: Readonly<Record<string, T>>): {
  after: Record<string, T>;
  others: Record<string, T>;
} {
  const after: Record<string, T> = {};
  const others: Record<string, T> = {};
  for (const [name, value] of Object.entries(results)) {
    if (isNextName(name)) {
      after[name.slice(PREFIX.length)] = value;
    } else {
      others[name] = value;
    }
  }
  return { after, others };
}
