import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

// Tests start some hundred Node processes of the same commands. With their code kept compiled, each starts in half the time.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules', '.cache', 'node-compile');

// Tests that train, or that start a command or the site, and so take seconds each. They are the project `commands`, so that `unit` stays quick.
const COMMANDS = [
  'training/directions/published-directions.test.ts',
  'training/directions/typical-face.test.ts',
  'training/evaluate/classes/class-measures.test.ts',
  'training/evaluate/evaluate-classes.test.ts',
  'training/evaluate/evaluate.test.ts',
  'training/exchange/biases.test.ts',
  'training/exchange/conditional.test.ts',
  'training/exchange/import-checkpoint.test.ts',
  'training/exchange/import-model.test.ts',
  'training/exchange/pytorch.test.ts',
  'training/generate.test.ts',
  'training/measures/attributes/learn.test.ts',
  'training/measures/damage/damaged-parts.test.ts',
  'training/measures/networks/tell-apart.test.ts',
  'training/portraits/render-shards.test.ts',
  'training/run/best-checkpoint.test.ts',
  'training/run/conditional-run.test.ts',
  'training/project/project.test.ts',
  'training/run/divergence.test.ts',
  'training/run/full-disk.test.ts',
  'training/run/kill.test.ts',
  'training/run/lock.test.ts',
  'training/run/stop-on-signal.test.ts',
  'training/search/search.test.ts',
  'training/train.test.ts',
  'worker/tools/consumers.test.ts',
  'worker/tools/serve.test.ts',
];

/** Room for a loaded machine; no test is about speed. */
const PATIENT = { testTimeout: 60_000, hookTimeout: 60_000 };

// One project for each place the code runs: Node, a GPU in software, workerd, and a page in Chromium. They are one group, in which
// Vitest takes one project after the other: while the last file of one runs, the next begins on the other core.
export default defineConfig({
  test: {
    // The worker logs every request.
    silent: 'passed-only',
    // Left to itself Vitest spares one core, and a machine of two runs one file after the other. Projects in files of their own do not
    // take this value.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          ...PATIENT,
          // No test changes what another one imports, so that files share their modules: 0.5 s of computing less for each.
          isolate: false,
          include: [
            'latent/**/*.test.ts',
            'graph/**/*.test.ts',
            'files/**/*.test.ts',
            'kernel/**/*.test.ts',
            'picture/**/*.test.ts',
            'docs/*.test.ts',
            'faces/**/*.test.ts',
            'client/**/*.test.ts',
            'worker/tools/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...COMMANDS],
        },
      },
      {
        test: {
          name: 'training',
          ...PATIENT,
          // Apart from the others: ONNX Runtime sets its thread, which is the test's, to take the smallest floats for zero.
          isolate: false,
          include: ['gan/**/*.test.ts', 'training/**/*.test.ts'],
          exclude: [
            ...configDefaults.exclude,
            ...COMMANDS,
            'training/webgpu/{session,training}.test.ts',
            'training/trainer/devices.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'commands',
          ...PATIENT,
          isolate: false,
          include: COMMANDS,
        },
      },
      'training/vitest.wasm.config.ts',
      'training/vitest.webgpu.config.ts',
      'training/vitest.onnx-webgpu.config.ts',
      'worker/vitest.config.ts',
      'test/vitest.config.ts',
    ],
  },
});
