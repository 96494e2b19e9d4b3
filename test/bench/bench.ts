/**
 * `npm run bench -- [--json] [--keep]` measures bytes, times and faces per second of the production build, compressed as for a
 * deployment, in Chromium. The machine should do nothing else. `--json` prints the figures; `--keep` writes results.json,
 * results.md and results.svg in test/bench/.
 */
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { planOf } from '../../kernel/plan.ts';
import { parseManifest, parseModelIndex } from '../../latent/model/manifest.ts';
import { buildSite } from '../../worker/tools/build-site.ts';
import { startServer } from '../../worker/tools/serve.ts';
import { launch } from './chromium.ts';
import { plot } from './plot.ts';
import { type Results, table } from './results.ts';
import { picturesASecond } from './slider.ts';
import { measureThroughput, measureWebGpu } from './throughput.ts';
import { measureVisits, sizesOfSite } from './visits.ts';
import { fiftyWidgets } from './widgets.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const { values: flags } = parseArgs({
  options: { json: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } },
});

/** Reports progress on stderr, apart from the figures on stdout. */
function say(line: string): void {
  console.error(line);
}

/** The multiply-adds of one face of the default model: in a transposed convolution each input position meets the whole kernel. */
async function multiplyAddsOfDefault(site: string): Promise<number> {
  const json = async (path: string): Promise<unknown> => (await fetch(site + path)).json();
  const index = parseModelIndex(await json('/models/index.json'));
  const manifest = parseManifest(await json(`/models/${index.default}/manifest.json`));
  let inputs = manifest.latentSize;
  let sum = 0;
  for (const { kind, channels, side } of planOf(manifest)) {
    sum += kind === 'project' ? inputs * channels * side ** 2 : inputs * channels * 4 * side ** 2;
    if (kind !== 'toRgb') {
      inputs = channels;
    }
  }
  return sum;
}

async function measure(site: string): Promise<Results> {
  const sizeOf = await sizesOfSite(join(ROOT, 'dist', 'site'));
  const browser = await launch(false);
  try {
    say('a visit without WebGPU, and another one');
    const wasm = await measureVisits(browser, site, '/?backend=wasm', sizeOf);
    const { results, simdPeak } = await measureThroughput(browser, site, say);
    say('fifty widgets on a page of another site');
    const widgets = await fiftyWidgets(browser, site);
    say('a slider of the studio');
    const slider = await picturesASecond(browser, site);
    const gpuBrowser = await launch(true);
    try {
      say('WebGPU');
      const webgpu = await measureWebGpu(gpuBrowser, site);
      const visits =
        webgpu.length === 0 ? null : await measureVisits(gpuBrowser, site, '/?backend=webgpu', sizeOf);
      return {
        measured: new Date().toISOString(),
        machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
        load: loadavg().map((value) => Math.round(value * 10) / 10),
        browser: browser.version(),
        visits: { wasm, webgpu: visits },
        widgets,
        throughput: [...results, ...webgpu],
        slider,
        multiplyAdds: await multiplyAddsOfDefault(site),
        simdPeak,
      };
    } finally {
      await gpuBrowser.close();
    }
  } finally {
    await browser.close();
  }
}

await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'error' });
say('compressing the site, which takes minutes the first time');
await buildSite('best');
const server = await startServer();
try {
  const results = await measure(server.url);
  if (flags.json) {
    console.log(JSON.stringify(results, null, 2));
  } else {
    console.log(table(results));
  }
  if (flags.keep) {
    await writeFile(join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
    await writeFile(join(import.meta.dirname, 'results.md'), table(results));
    await writeFile(join(import.meta.dirname, 'results.svg'), plot(results));
  }
} finally {
  await server.stop();
}
