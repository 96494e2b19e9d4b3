/**
 * `node worker/tools/build-site.ts [--best]` builds dist/site, which the worker serves, from dist/page, models/ and ONNX
 * Runtime Web. `--best` is for a deployment: it compresses best, which takes minutes the first time and is cached.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildEmbed } from '../../client/widget/build/embed.ts';
import { buildKernel } from '../../kernel/tools/build.ts';
import { assembleSite } from './build/assemble.ts';
import type { Effort } from './build/compress.ts';
import { findOnnxRuntime } from './build/onnx-runtime.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Compiles the kernel, builds the widget's scripts and dist/site, and prints a summary. */
export async function buildSite(effort: Effort): Promise<void> {
  const started = performance.now();
  await buildKernel();
  const embed = join(ROOT, 'dist', 'embed');
  await buildEmbed(embed);
  const { files, index } = await assembleSite({
    page: join(ROOT, 'dist', 'page'),
    models: join(ROOT, 'models'),
    locked: true,
    embed,
    runtime: await findOnnxRuntime(),
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
