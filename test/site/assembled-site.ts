/** The site as `npm run build` puts it together, with some of its parts replaced. */
import { join } from 'node:path';
import { assembleSite } from '../../worker/tools/build/assemble.ts';
import { findOnnxRuntime } from '../../worker/tools/build/onnx-runtime.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

/**
 * @param out the folder of the site, which must not exist
 * @param parts other folders of the page or the models than the built and the published ones
 */
export async function assembleWith(
  out: string,
  { page = join(ROOT, 'dist', 'page'), models = join(ROOT, 'models') }: { page?: string; models?: string },
): Promise<void> {
  await assembleSite({
    page,
    models,
    embed: join(ROOT, 'dist', 'embed'),
    runtime: await findOnnxRuntime(),
    out,
    cache: join(ROOT, 'node_modules', '.cache', 'dareka'),
    effort: 'fast',
  });
}
