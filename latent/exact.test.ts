import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Functions whose results ECMA-262 leaves to the engine. */
const INEXACT = /Math\.(log|exp|pow|a?sin|a?cos|a?tan|cbrt|hypot|random)|\*\*/;

/** Interpolated frames are drawn; a share code holds one only after `latentFace` has rounded it. */
const EXEMPT = ['interpolation.ts'];

const sources = readdirSync(import.meta.dirname, { encoding: 'utf8', recursive: true }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !EXEMPT.includes(name),
);

it.each(sources)('%s uses no function that engines may round differently', (name) => {
  const source = readFileSync(join(import.meta.dirname, name), 'utf8');
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  expect(code.match(INEXACT)).toBeNull();
});
