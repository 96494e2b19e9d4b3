/** The models that the site under test has published. */
import { CURRENT_AVATAR_VERSION } from '../../latent/avatar.ts';
import { type Manifest, parseManifest, parseModelIndex } from '../../latent/model/manifest.ts';
import { urlOf } from '../browser/browser.ts';

/** The manifest of the model that names keep, in `/a/v2/NAME`. */
export async function avatarsManifest(): Promise<Manifest> {
  const { avatars } = parseModelIndex(await getJson('/models/index.json'));
  return parseManifest(await getJson(`/models/${avatars?.[CURRENT_AVATAR_VERSION]}/manifest.json`));
}

/** The manifest of the default model, of the site under test or another one. */
export async function defaultManifest(site?: string): Promise<Manifest> {
  const index = parseModelIndex(await getJson('/models/index.json', site));
  return parseManifest(await getJson(`/models/${index.default}/manifest.json`, site));
}

/** The manifest of the default model, or of the newest one before it that draws the same kind of pictures and whose training was filmed. */
export async function filmedManifest(): Promise<Manifest> {
  const all = await allManifests();
  const { id, condition } = await defaultManifest();
  const order = [...all.filter((each) => each.id === id), ...all.filter((each) => each.id !== id).reverse()];
  const filmed = order.find(
    (each) => each.condition?.name === condition?.name && each.files.some(({ role }) => role === 'film'),
  );
  if (filmed === undefined) {
    throw new Error('no training was filmed');
  }
  return filmed;
}

/** The manifests of all models that are served. */
export async function allManifests(): Promise<Manifest[]> {
  const { models } = parseModelIndex(await getJson('/models/index.json'));
  return Promise.all(models.map(async (id) => parseManifest(await getJson(`/models/${id}/manifest.json`))));
}

/** The last one of the models whose networks have the same layers: for slow tests whose result is the same for all of them. */
export function oneOfEachNetwork(manifests: readonly Manifest[]): Manifest[] {
  const shapeOf = ({ layers }: Manifest): string => JSON.stringify(layers.map(({ shape }) => shape));
  return [...new Map(manifests.map((manifest) => [shapeOf(manifest), manifest])).values()];
}

async function getJson(path: string, site?: string): Promise<unknown> {
  const response = await fetch(urlOf(path, site));
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  return response.json();
}
