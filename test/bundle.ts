import { build } from 'vite';

/** A module with all that it imports as one script, which leaves its exports in a global: to be run in a page. */
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
