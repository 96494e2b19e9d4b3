/** Bundles the worker for a server on this machine, as `wrangler deploy` does for Cloudflare. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';

export type WorkerModule = {
  readonly type: 'ESModule' | 'CompiledWasm';
  readonly path: string;
  readonly contents: string | Uint8Array<ArrayBuffer>;
};

/** @param entry the path of the worker's entry module */
export async function bundleWorker(entry: string): Promise<WorkerModule[]> {
  const binaries = new Map<string, string>();
  const build = await rolldown({
    input: entry,
    platform: 'neutral',
    external: /^(node|cloudflare):/,
    resolve: { conditionNames: ['workerd', 'worker', 'browser', 'import'], mainFields: ['module', 'main'] },
    plugins: [separateBinaries(binaries)],
  });
  try {
    const { output } = await build.generate({ format: 'esm', codeSplitting: false });
    return [
      { type: 'ESModule', path: 'worker.js', contents: output[0].code },
      ...(await Promise.all(
        Array.from(binaries, async ([path, file]) => {
          return { type: 'CompiledWasm' as const, path, contents: Uint8Array.from(await readFile(file)) };
        }),
      )),
    ];
  } finally {
    await build.close();
  }
}

/** Leaves WebAssembly to workerd, which compiles it. Fills `binaries` with the paths of files by the names of their modules. */
function separateBinaries(binaries: Map<string, string>): Plugin {
  return {
    name: 'dareka:separate-binaries',
    async resolveId(id, importer) {
      if (!id.endsWith('.wasm')) {
        return undefined;
      }
      const file = await this.resolve(id, importer, { skipSelf: true });
      if (file === null) {
        throw new Error(`${importer}: there is no file for its import of ${id}`);
      }
      const name = `${binaries.size}-${basename(file.id)}`;
      binaries.set(name, file.id);
      return { id: `./${name}`, external: true };
    },
  };
}
