/**
 * What every page of test/hosts does with the packages: it draws the face of seed 42 with the engine, and shows it with the
 * widget. The page's address names the site: `?site=https://dareka.example`. The test that opened the page reads the outcome.
 */
import { encodeFace, openEngine, seedFace } from '@dareka/engine';
import { register } from '@dareka/widget';

/** Call it in the browser, once. */
export function startCheck() {
  const site = new URLSearchParams(location.search).get('site') ?? location.origin;
  register({ site });
  globalThis.drawnByEngine = () => draw(site);
}

async function draw(site) {
  const engine = openEngine({ models: `${site}/models` });
  const { tag } = await engine.load();
  const [picture] = await engine.draw({ seeds: [42] });
  const backend = engine.backend?.backend;
  engine.close();
  return { code: encodeFace(seedFace(tag, 42)), side: picture.width, pixels: [...picture.data], backend };
}
