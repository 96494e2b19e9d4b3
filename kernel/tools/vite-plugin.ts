/**
 * A Vite plugin: `import { kernel } from 'virtual:kernel'` inlines the compiled kernel as base64. Its few kilobytes need no
 * request of their own, and a worker that runs on another site need not know where to fetch them from.
 */
import type { Plugin } from 'vite';
import { buildKernel } from './build.ts';

const NAME = 'virtual:kernel';
/** Rollup's convention for the id of a virtual module. */
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
