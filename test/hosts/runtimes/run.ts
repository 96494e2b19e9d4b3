/** `@dareka/faces` in Deno and Bun, from their packages in the npm registry: the same files as in Node. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TARBALL = join(import.meta.dirname, '..', '..', '..', 'dist', 'packages', 'dareka-faces.tgz');

/** Packages that contain the programs themselves: the usual ones download them during the installation. */
const PROGRAMS = ['@deno/linux-x64-glibc', '@oven/bun-linux-x64'];

const folder = await mkdtemp(join(tmpdir(), 'dareka-runtimes-'));
const modules = join(folder, 'node_modules');
const runtimes: readonly (readonly [name: string, program: string, flags: readonly string[]])[] = [
  ['Node', process.execPath, []],
  ['Deno', join(modules, '@deno', 'linux-x64-glibc', 'deno'), ['run', '--allow-all']],
  ['Bun', join(modules, '@oven', 'bun-linux-x64', 'bin', 'bun'), []],
];

try {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `this test has Deno and Bun for Linux on x64 only, not for ${process.platform} on ${process.arch}`,
    );
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', TARBALL, ...PROGRAMS], {
    cwd: folder,
  });
  await writeFile(
    join(folder, 'program.js'),
    `import { face } from '@dareka/faces'; console.log(face('alice', { age: 'old' }).code);`,
  );
  const results: string[] = [];
  for (const [name, program, flags] of runtimes) {
    const { stdout: code } = await run(program, [...flags, 'program.js'], { cwd: folder });
    const command = join(modules, '@dareka', 'faces', 'command.js');
    await run(program, [...flags, command, 'alice', '--age', 'old', '--out', `${name}.png`], { cwd: folder });
    const file = await readFile(join(folder, `${name}.png`));
    results.push(`${code.trim()} ${createHash('sha256').update(file).digest('hex')}`);
    if (results.at(-1) !== results[0]) {
      throw new Error(`${name} gives ${results.at(-1)}, Node gives ${results[0]}`);
    }
    console.log(`runtimes (${name}): as in Node`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
