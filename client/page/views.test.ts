import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VIEW_NAMES, VIEWS } from './views.ts';

test.each(VIEW_NAMES)('%s has a component and texts in its folder', (name) => {
  const folder = join(import.meta.dirname, VIEWS[name].folder ?? name);
  expect(readFileSync(join(folder, 'view.tsx'), 'utf8')).toMatch(/^export function View\(\) \{/m);
  expect(existsSync(join(folder, 'texts.ts'))).toBe(true);
});
