/**
 * What every page of test/hosts does with the packages: it draws the face of seed 42 with the engine, in the package's worker and
 * in a script of its own, and shows it with the widget. The page's address names the site: `?site=https://dareka.example`. The
 * test that opened the page reads the outcome.
 */
import { encodeFace, openEngine, seedFace } from '@dareka/engine';
import { register } from '@dareka/widget';

/** Call it in the browser, once. */
export function startCheck() {
  const site = new URLSearchParams(location.search).get('site') ?? location.origin;
  register({ site });
  globalThis.drawnByEngine = (own) => draw(site, own ? startOwnWorker : undefined);
}

function startOwnWorker() {
  return new Worker(new URL('./face-worker.js', import.meta.url), { type: 'module' });
}

async function draw(site, worker) {
  const engine = openEngine({ models: `${site}/models`, worker });
  const { tag } = await engine.load();
  const [picture] = await engine.draw({ seeds: [42] });
  engine.close();
  return { code: encodeFace(seedFace(tag, 42)), pixels: new Uint8Array(picture.data.buffer).toBase64() };
}
