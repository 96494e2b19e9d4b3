/** The models that the site under test has published. */
import { type Manifest, parseManifest, parseModelIndex } from '../../latent/manifest.ts';
import { urlOf } from '../browser/browser.ts';

/** The manifest of the default model. */
export async function defaultManifest(): Promise<Manifest> {
  const index = parseModelIndex(await getJson('/models/index.json'));
  return parseManifest(await getJson(`/models/${index.default}/manifest.json`));
}

/** The manifests of all models that are served. */
export async function allManifests(): Promise<Manifest[]> {
  const { models } = parseModelIndex(await getJson('/models/index.json'));
  return Promise.all(models.map(async (id) => parseManifest(await getJson(`/models/${id}/manifest.json`))));
}

async function getJson(path: string): Promise<unknown> {
  const response = await fetch(urlOf(path));
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  return response.json();
}
