/**
 * Runs the TypeScript examples of a README. A line `EXPRESSION; // RESULT` claims a result, as `util.inspect` prints it.
 *
 * @param markdown the README
 * @param load imports a module by the specifier that the example has
 * @param inspect of `node:util`
 * @returns how many results were checked, and a line for each that differs
 */
export async function checkExamples(
  markdown: string,
  load: (specifier: string) => Promise<unknown>,
  inspect: (value: unknown) => string,
): Promise<{ checked: number; differences: string[] }> {
  const differences: string[] = [];
  let checked = 0;
  function check(actual: unknown, expected: string): void {
    checked += 1;
    const printed = inspect(actual);
    if (printed !== expected) {
      differences.push(`${printed} instead of ${expected}`);
    }
  }
  const code = Array.from(markdown.matchAll(/^```ts\n(?<code>.*?)^```$/gms), ({ groups }) => groups?.code)
    .join('\n')
    .replaceAll(/^import (\{[^}]*\}) from ('[^']*');$/gm, 'const $1 = await load($2);')
    .replaceAll(/^(?!const |import )(\S.*); \/\/ (.*)$/gm, (_, expression: string, result: string) => {
      return `check(await (${expression}), ${JSON.stringify(result)});`;
    });
  await new Function('load', 'check', `return (async () => {${code}})()`)(load, check);
  return { checked, differences };
}
