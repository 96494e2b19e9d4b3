import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '@dareka/engine';
import { describe, expect, it } from 'vitest';
import { encodeFace } from '../../../latent/code/code.ts';
import { decodeDirections } from '../../../latent/directions.ts';
import { type Face, latentFace, seedFace } from '../../../latent/face.ts';
import { parseManifest, parseModelIndex } from '../../../latent/model/manifest.ts';
import type { PageModel } from '../models/page-model.ts';
import { formatRoute, type PageRoute, parseRoute } from '../shell/route.ts';
import { MAX_FACES, MIN_FACES, type Mix, mixInRoute, routeOfMix } from './mix-route.ts';

const MODELS = join(import.meta.dirname, '..', '..', '..', 'models');
const OLD_MODEL = 'face-128-cd5a80';

async function readModel(id: string): Promise<PageModel> {
  const manifest = parseManifest(JSON.parse(await readFile(join(MODELS, id, 'manifest.json'), 'utf8')));
  const { buffer } = Uint8Array.from(await readFile(join(MODELS, id, 'directions.bin')));
  return {
    manifest,
    tag: manifest.tag,
    latentSize: manifest.latentSize,
    truncation: manifest.prior.truncation,
    typical: null,
    directions: decodeDirections(buffer, manifest.latentSize),
    fileUrl: () => null,
  };
}

const index = parseModelIndex(JSON.parse(await readFile(join(MODELS, 'index.json'), 'utf8')));
const defaultModel = await readModel(index.default);
const oldModel = await readModel(OLD_MODEL);

/** Loads the two models by their tags, as the page does. */
const site = {
  async loadModel(tag = defaultModel.tag): Promise<PageModel> {
    const model = [defaultModel, oldModel].find((each) => each.tag === tag);
    if (model === undefined) {
      throw new EngineError({ kind: 'model', tag });
    }
    return model;
  },
};

function seeds(model: PageModel, ...values: number[]): Face[] {
  return values.map((seed) => seedFace(model.tag, seed));
}

/** Opens the link of a mix, as the browser of a visitor does. */
function openLink(link: string): ReturnType<typeof mixInRoute> {
  const address = new URL(link, 'https://dareka.invalid');
  return mixInRoute(parseRoute(address), site);
}

function link(mix: Mix): string {
  return formatRoute(routeOfMix(mix));
}

describe('the link of a mix', () => {
  it('brings back its faces in their order, its shape and its interpolation', async () => {
    const edited = seedFace(defaultModel.tag, 7, [{ direction: 0, amount: 1.5 }]);
    const latent = latentFace(defaultModel.tag, new Float32Array(defaultModel.latentSize).fill(0.5));
    const mixes: readonly Mix[] = [
      { faces: [edited, latent], shape: 'line', interpolation: 'arc' },
      { faces: seeds(defaultModel, 3, 1, 2), shape: 'line', interpolation: 'straight' },
      {
        faces: seeds(defaultModel, 3, 1, 2),
        shape: 'blend',
        interpolation: 'arc',
        weights: [100, 0, 37],
      },
      { faces: [...seeds(defaultModel, 9, 8), latent, edited], shape: 'square', interpolation: 'straight' },
    ];
    for (const mix of mixes) {
      expect(await openLink(link(mix))).toEqual({ mix, model: defaultModel });
    }
  });

  it('of an older model is drawn by that model', async () => {
    const mix: Mix = { faces: seeds(oldModel, 1, 2), shape: 'line', interpolation: 'arc' };
    expect(await openLink(link(mix))).toEqual({ mix, model: oldModel });
  });

  it('is still spelled as in links that were shared earlier', async () => {
    const faces = seeds(oldModel, 1, 2, 3, 4);
    const address = '/#mix/EM1agAENwg.EM1agAI9oQ.EM1agAMtgA.EM1agARdZw/square/straight';
    expect(link({ faces, shape: 'square', interpolation: 'straight' })).toBe(address);
    expect((await openLink(address)).mix.faces).toEqual(faces);
  });
});

describe('an address that is not complete', () => {
  it('gives a face without a weight, or with a wrong one, one in the middle', async () => {
    const faces = seeds(defaultModel, 1, 2, 3, 4).map(encodeFace).join('.');
    const { mix } = await openLink(`/#mix/${faces}/blend/arc/90-x-900`);
    expect(mix.weights).toEqual([90, 50, 100, 50]);
  });

  async function facesOf(...parts: string[]): Promise<readonly Face[]> {
    const route: PageRoute = { view: 'mix', code: null, parts };
    return (await mixInRoute(route, site)).mix.faces;
  }

  it('begins with the face on screen', async () => {
    const face = seedFace(defaultModel.tag, 42);
    const { mix } = await openLink(`/f/${encodeFace(face)}#mix`);
    expect(mix.faces[0]).toEqual(face);
    expect(mix.faces).toHaveLength(MIN_FACES);
    expect(mix).toMatchObject({ shape: 'line', interpolation: 'arc' });
  });

  it('is filled up with different random faces of the same model', async () => {
    const [first, ...random] = await facesOf(encodeFace(seedFace(oldModel.tag, 5)), 'square');
    expect(first).toEqual(seedFace(oldModel.tag, 5));
    expect(random.map(({ model }) => model)).toEqual(Array(MAX_FACES - 1).fill(oldModel.tag));
    expect(new Set(random.map(encodeFace)).size).toBe(MAX_FACES - 1);
  });

  it('leaves out damaged codes, faces of other models, and edits that the model does not have', async () => {
    const unknownDirection = seedFace(defaultModel.tag, 3, [
      { direction: defaultModel.directions.length, amount: 1 },
    ]);
    const good = seeds(defaultModel, 1, 2);
    const [first = '', last = ''] = good.map(encodeFace);
    const bad = ['damaged', encodeFace(seedFace(oldModel.tag, 4)), encodeFace(unknownDirection)];
    expect(await facesOf([first, ...bad, last].join('.'))).toEqual(good);
  });

  it('leaves out all faces after the fourth', async () => {
    const faces = seeds(defaultModel, 1, 2, 3, 4, 5);
    expect(await facesOf(faces.map(encodeFace).join('.'))).toEqual(faces.slice(0, MAX_FACES));
  });

  it('of a model that is not there opens with the default model', async () => {
    const unknown = encodeFace(seedFace('ffffff', 1));
    const { mix, model } = await openLink(`/#mix/${unknown}/line/arc`);
    expect(model).toBe(defaultModel);
    expect(mix.faces.map((face) => face.model)).toEqual([defaultModel.tag, defaultModel.tag]);
  });
});
