import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { COMPUTING_OPERATORS, OPSETS } from './operators.ts';

/** ONNX Runtime Web's own table: of each operator, the versions of the standard set that WebGPU runs. */
async function readTable(): Promise<Map<string, readonly (readonly [number, number])[]>> {
  const web = dirname(dirname(fileURLToPath(import.meta.resolve('onnxruntime-web'))));
  const text = await readFile(join(web, 'docs/webgpu-operators.md'), 'utf8');
  return new Map(
    Array.from(text.matchAll(/^\| (\w+) \| ai\.onnx\(([\d,+-]+)\)/gm), ([, name = '', versions = '']) => [
      name,
      versions.split(',').map((range): readonly [number, number] => {
        const [first, last] = range.replace('+', '-').split('-');
        return [Number(first), last === '' ? Number.POSITIVE_INFINITY : Number(last ?? first)];
      }),
    ]),
  );
}

it('every allowed operator runs on WebGPU, in each of its versions in the allowed opsets', async () => {
  const table = await readTable();
  expect(table.size).toBeGreaterThan(80);
  for (const operator of COMPUTING_OPERATORS) {
    const ranges = table.get(operator) ?? [];
    expect(ranges.length, operator).toBeGreaterThan(0);
    const gaps = Array.from({ length: OPSETS.last - OPSETS.first + 1 }, (_, i) => OPSETS.first + i).filter(
      (version) =>
        version >= (ranges[0]?.[0] ?? 0) &&
        !ranges.some(([first, last]) => first <= version && version <= last),
    );
    expect(gaps, operator).toEqual([]);
  }
});
