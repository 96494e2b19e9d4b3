/**
 * Packs what `gpu-check` needs on a machine that has a GPU, and nothing else: Node, Dawn, ONNX Runtime, the Vulkan loader, the
 * code, and three steps of PyTorch to compare with. For Linux on x64, as this machine has to be.
 *
 *     npm run -w training pack-gpu-check -- --out gpu-check.tar.xz
 *     tar xf gpu-check.tar.xz && ./gpu-check/run --compare                       # there
 */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { unpackChromium } from '../../test/browser/chromium.ts';
import { runCommand, UsageError, userPath } from '../command-line.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Folders of the repository that the command imports from; models, pictures and tests are left out. */
const CODE = ['gan', 'graph', 'latent', 'picture', 'files', 'training', 'package.json'];
const LEFT_OUT =
  /(\.test\.ts|\/testing\b|training\/(sample|checkpoints|portraits|measures|build|tools|fixtures\/(?!dcgan-step))|node_modules)/;
/** Packages that the command imports, with those that they import. */
const PACKAGES = ['valibot', 'smol-toml', 'onnxruntime-common'];
const LINUX = `dist/linux-x64`;
const ONNX_RUNTIME = 'bin/napi-v6/linux/x64';

/** Without a driver's description in the usual place, NVIDIA's containers have it here. */
const RUN = `#!/bin/sh
cd "$(dirname "$0")"
export LD_LIBRARY_PATH="$PWD/lib:$LD_LIBRARY_PATH"
nvidia=/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json
if [ -z "$VK_DRIVER_FILES" ] && [ -e "$nvidia" ] && ! ls /etc/vulkan/icd.d/*.json /usr/share/vulkan/icd.d/*.json >/dev/null 2>&1; then
  export VK_DRIVER_FILES="$nvidia"
fi
exec ./node training/gpu-check.ts "$@"
`;

function packageFolder(name: string): string {
  return dirname(findPackageJSON(name, import.meta.url) ?? '');
}

await runCommand(async () => {
  const { values: flags } = parseArgs({ options: { out: { type: 'string' } } });
  if (flags.out === undefined) {
    throw new UsageError('write --out FILE.tar.xz');
  }
  const out = userPath(flags.out);
  const scratch = await mkdtemp(join(tmpdir(), 'dareka-gpu-check-'));
  try {
    const pack = join(scratch, 'gpu-check');
    await mkdir(join(pack, 'lib'), { recursive: true });
    for (const name of CODE) {
      await cp(join(ROOT, name), join(pack, name), {
        recursive: true,
        filter: (path) => !LEFT_OUT.test(path.slice(ROOT.length + 1)),
      });
    }
    for (const name of PACKAGES) {
      await cp(packageFolder(name), join(pack, 'node_modules', name), { recursive: true });
    }
    await packNative(pack, 'webgpu', ['package.json', 'index.js'], LINUX);
    await packNative(pack, 'onnxruntime-node', ['package.json', 'dist'], ONNX_RUNTIME);
    await cp(process.execPath, join(pack, 'node'));
    const { executable } = await unpackChromium();
    await cp(join(dirname(executable), 'libvulkan.so.1'), join(pack, 'lib/libvulkan.so.1'));
    await writeFile(join(pack, 'run'), RUN);
    await chmod(join(pack, 'run'), 0o755);
    const archive = `${out}.part`;
    await promisify(execFile)('tar', ['-cJf', archive, '-C', scratch, 'gpu-check'], {
      env: { ...process.env, XZ_OPT: '-T2' },
    });
    await rename(archive, out);
    console.log(`${out}: ${((await stat(out)).size / 1e6).toFixed(0)} MB`);
  } finally {
    await rm(scratch, { recursive: true });
  }
});

/** A package's JavaScript, and its native code for Linux. */
async function packNative(
  pack: string,
  name: string,
  files: readonly string[],
  native: string,
): Promise<void> {
  for (const file of [...files, native]) {
    await cp(join(packageFolder(name), file), join(pack, 'node_modules', name, file), { recursive: true });
  }
}
