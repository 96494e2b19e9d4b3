/**
 * For Vite: `import { kernel } from 'virtual:kernel'` gives the compiled kernel as base64, within the bundle. Three
 * kilobytes need no request of their own, and a worker on another site needs not ask where to fetch them from.
 */
import type { Plugin } from 'vite';
import { buildKernel } from './build.ts';

const NAME = 'virtual:kernel';
/** Rollup's way to say that a module is no file. */
const RESOLVED = `\0${NAME}`;

export function kernelPlugin(): Plugin {
  return {
    name: 'dareka-kernel',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) {
        return undefined;
      }
      const binary = Buffer.from(await buildKernel());
      return `export const kernel = '${binary.toString('base64')}';`;
    },
  };
}
