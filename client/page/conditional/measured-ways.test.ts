import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LEARNED_PICTURES, MEASURED_DATA, MEASURED_WAYS, type MeasuredWay } from './measured-ways.ts';

const README = join(import.meta.dirname, '..', '..', '..', 'training', 'README.md');

test('the page says of each way what the README of the training says', async () => {
  const text = await readFile(README, 'utf8');
  const row = (start: string): string => text.split('\n').find((line) => line.startsWith(start)) ?? '';
  const cells = ({ accuracy, diversity }: MeasuredWay): string =>
    `| ${(100 * accuracy).toFixed(1)} % | ${diversity.toFixed(3)} |`;
  expect(row('| [`digits-32-concat`]')).toContain(cells(MEASURED_WAYS.concat));
  expect(row('| [`digits-32-auxiliary`]')).toContain(cells(MEASURED_WAYS.auxiliary));
  expect(row('| [`digits-32`](recipes/digits-32.toml) | beside z')).toContain(
    cells(MEASURED_WAYS.projection),
  );
  expect(row('| other digits of the data')).toContain(cells(MEASURED_DATA));
  expect(text).toContain(`Each saw ${LEARNED_PICTURES.toLocaleString('en')} pictures`);
});
