/** Compiles kernel/assembly to WebAssembly. */
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeAtomic } from '../../files/write-atomic.ts';

const KERNEL = join(import.meta.dirname, '..');
const SOURCES = join(KERNEL, 'assembly');
const TARGET = join(KERNEL, '..', 'dist', 'kernel', 'generator.wasm');

/** The kernel allocates nothing and cannot fail: it needs no runtime and no imports. */
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', 'simd'];

async function changedAt(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}

/**
 * Compiles the kernel to dist/kernel/generator.wasm, unless it has been compiled since its source last changed.
 *
 * @returns the bytes of the module
 * @throws Error with the compiler's messages
 */
export async function buildKernel(): Promise<Uint8Array<ArrayBuffer>> {
  const sources = (await readdir(SOURCES)).filter((name) => name.endsWith('.ts'));
  const changes = await Promise.all(
    [import.meta.filename, ...sources.map((name) => join(SOURCES, name))].map(changedAt),
  );
  if ((await changedAt(TARGET)) < Math.max(...changes)) {
    await compile();
  }
  return new Uint8Array(await readFile(TARGET));
}

async function compile(): Promise<void> {
  // The compiler takes longer to load than all else here, and most who ask for the kernel find it compiled.
  const { default: asc } = await import('assemblyscript/asc');
  let binary: string | Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    ['index.ts', '--baseDir', SOURCES, '--outFile', 'kernel', ...OPTIONS],
    {
      writeFile: (_name, content) => {
        binary = content;
      },
    },
  );
  if (error !== null || binary === undefined) {
    throw new Error(`the kernel does not compile:\n${stderr.toString()}`, { cause: error });
  }
  await mkdir(dirname(TARGET), { recursive: true });
  // Atomic, since two bundles of one build, or tests that start together, may compile it at the same time.
  await writeAtomic(TARGET, binary);
}
