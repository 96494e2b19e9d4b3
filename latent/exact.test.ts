import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** What ECMA-262 lets every engine compute in its own way. */
const INEXACT = /Math\.(log|exp|pow|a?sin|a?cos|a?tan|cbrt|hypot|random)|\*\*/;

/** Frames of a path are for the screen: no share code holds one before it is on the grid. */
const EXEMPT = ['path.ts'];

const sources = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !EXEMPT.includes(name),
);

it.each(sources)('%s computes nothing that two engines may round differently', (name) => {
  const source = readFileSync(join(import.meta.dirname, name), 'utf8');
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  expect(code.match(INEXACT)).toBeNull();
});
