/**
 * `node worker/tools/build-site.ts [--best]`: fills dist/site, what the worker serves, from dist/page, models/ and ONNX
 * Runtime Web. `--best` compresses as well as can be, for a deployment: minutes the first time, cached afterwards.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildEmbed } from '../../client/widget/build/embed.ts';
import { buildKernel } from '../../kernel/tools/build.ts';
import { assembleSite } from './build/assemble.ts';
import type { Effort } from './build/compress.ts';
import { findRuntime } from './build/onnx-runtime.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Compiles the kernel, builds what other sites embed, and dist/site, and says on the console what it came to. */
export async function buildSite(effort: Effort): Promise<void> {
  const started = performance.now();
  await buildKernel();
  const embed = join(ROOT, 'dist', 'embed');
  await buildEmbed(embed);
  const { files, index } = await assembleSite({
    page: join(ROOT, 'dist', 'page'),
    models: join(ROOT, 'models'),
    embed,
    runtime: await findRuntime(),
    out: join(ROOT, 'dist', 'site'),
    cache: join(ROOT, 'node_modules', '.cache', 'dareka'),
    effort,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `dist/site: ${Object.keys(files).length} files, models ${index.models.join(', ')} (${seconds} s)`,
  );
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { best: { type: 'boolean', default: false } } });
  await buildSite(values.best ? 'best' : 'fast').catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
