import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deploymentSteps } from './deploy.ts';

test('a database that exists is migrated before the new worker is deployed, another one after it was made', () => {
  const order = (hasDatabase: boolean) =>
    deploymentSteps(hasDatabase).map((step) =>
      step.find((word) => word === 'deploy' || word === 'migrations'),
    );
  expect(order(true).filter(Boolean)).toEqual(['migrations', 'deploy']);
  expect(order(false).filter(Boolean)).toEqual(['deploy', 'migrations']);
});

test('Cloudflare keeps no log of URLs', async () => {
  const settings = await readFile(join(import.meta.dirname, '..', '..', 'wrangler.toml'), 'utf8');
  expect(settings).toMatch(/^\[observability\.logs\]\nenabled = true\ninvocation_logs = false$/m);
});
