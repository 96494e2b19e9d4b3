/**
 * Runs all tests: the pages in Chromium one file after the other, and everything else beside them, since a browser waits for
 * timers and the network and leaves a part of two cores idle. Both write a report, and the two become one.
 *
 *     node test/run.ts [--reporter=NAME …] [other options of vitest run, or files]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackChromium } from './browser/chromium.ts';

const LANES = [['page'], ['unit', 'training', 'commands', 'worker', 'webgpu']] as const;
const VITEST = join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs');

/** @returns the exit code */
async function vitest(...flags: string[]): Promise<number> {
  const [code] = await once(
    spawn(process.execPath, [VITEST, 'run', ...flags], { stdio: 'inherit' }),
    'close',
  );
  return code ?? 1;
}

const flags = process.argv.slice(2);
const ofReport = flags.filter((flag) => /^--(reporter|outputFile)\b/.test(flag));
const ofTests = flags.filter((flag) => !ofReport.includes(flag));
// Once, and not in both at the same time.
await unpackChromium();
const reports = await mkdtemp(join(tmpdir(), 'dareka-reports-'));
try {
  const codes = await Promise.all(
    LANES.map((projects, lane) =>
      vitest(
        ...projects.map((name) => `--project=${name}`),
        '--reporter=dot',
        '--reporter=blob',
        `--outputFile.blob=${join(reports, `${lane}.json`)}`,
        '--passWithNoTests',
        ...ofTests,
      ),
    ),
  );
  const merged = await vitest(`--merge-reports=${reports}`, ...ofReport);
  process.exitCode = Math.max(merged, ...codes);
} finally {
  await rm(reports, { recursive: true });
}
