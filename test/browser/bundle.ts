import { build } from 'vite';

/** Bundles a module with its imports into one script that puts the exports into a global variable, to be run in a page. */
export async function bundle(entry: string, global: string): Promise<string> {
  const [output] = [
    await build({
      configFile: false,
      logLevel: 'warn',
      build: { write: false, target: 'es2022', lib: { entry, formats: ['iife'], name: global } },
    }),
  ].flat();
  if (output === undefined || !('output' in output)) {
    throw new Error('nothing was built');
  }
  return output.output[0].code;
}
