/**
 * `npm run deploy` builds the site, migrates the database of short links and deploys. An existing database is migrated first,
 * before the new worker needs it. The first deployment creates the database, so there it is migrated afterwards.
 */
import { spawnSync } from 'node:child_process';

const BUILD = [
  ['vite', 'build', 'client'],
  ['node', 'worker/tools/build-site.ts', '--best'],
] as const;
const DEPLOY = ['wrangler', 'deploy'] as const;
const MIGRATE = ['wrangler', 'd1', 'migrations', 'apply', 'LINKS', '--remote'] as const;
const FIND_DATABASE = ['wrangler', 'd1', 'info', 'dareka-links'] as const;

type Command = readonly [program: string, ...args: string[]];

/** The commands of a deployment, in order. The worker deployed before has to work with the migrated database, too. */
export function deploymentSteps(hasDatabase: boolean): readonly Command[] {
  return [...BUILD, ...(hasDatabase ? [MIGRATE, DEPLOY] : [DEPLOY, MIGRATE])];
}

/** @returns the exit code */
function run([program, ...args]: Command, stdio: 'inherit' | 'ignore'): number {
  return spawnSync(program, args, { stdio }).status ?? 1;
}

if (import.meta.main) {
  for (const step of deploymentSteps(run(FIND_DATABASE, 'ignore') === 0)) {
    const code = run(step, 'inherit');
    if (code !== 0) {
      console.error(`${step.join(' ')} failed: nothing after it was done`);
      process.exit(code);
    }
  }
}
