/** The Dareka site that a page's widgets use: pictures, models, and the module that draws on the device. */
import type { Backend } from '@dareka/engine';
import { classIndex } from '../../latent/condition/condition.ts';
import type { Face } from '../../latent/face.ts';
import { usualSizeFor } from '../../picture/face-sizes.ts';
import { memoize, memoizeByKey } from '../memoize.ts';
import type { Avatar } from './avatar.ts';
import { FaceError } from './failure.ts';
import type { Live, LiveOptions, WorkerSource } from './live.ts';
import { type ModelInfo, readIndex, readModelInfo } from './model-info.ts';
import { blockingDirective, watchPolicy } from './policy.ts';
import { request, unanswered } from './request.ts';

export type SiteOptions = {
  /** Where Dareka is served: `https://dareka.example/`. */
  site: string | URL;
  /** URL of the folder of published models; by default the site's own. */
  models?: string | undefined;
  /** URL of the folder of ONNX Runtime's files; by default the site's own. */
  runtime?: string | undefined;
  /** The only backend to use; by default the engine chooses. */
  backend?: Backend | null | undefined;
  /** Starts the engine's worker, for pages whose bundler does not handle it. */
  worker?: WorkerSource | undefined;
};

export type FaceSite = {
  /**
   * The URL of a picture of the site: the smallest of at least `edge` pixels, or the largest.
   *
   * @param path of the picture, relative to the site, with all of its query but the size
   */
  pictureFor(path: string, edge: number): { readonly url: string; readonly size: number };
  /**
   * The tag of the site's default model.
   *
   * @throws FaceError of kind `site`
   */
  defaultTag(): Promise<string>;
  /**
   * The face of a name: that of `/a/v1/NAME`, where no other model is named.
   *
   * @throws FaceError of kind `attribute` for a name or traits that make no sense; as `model` and `live`
   */
  avatarFace(avatar: Avatar): Promise<Face>;
  /**
   * The index of a class of a model, by its name.
   *
   * @throws FaceError of kind `attribute` for a class that the model does not have; as `model`
   */
  classOf(tag: string, name: string): Promise<number>;
  /** @throws FaceError of kind `site`; of kind `model` for a tag that no model has */
  model(tag: string): Promise<ModelInfo>;
  /**
   * Loads the module that draws on the device. The model is fetched when it draws.
   *
   * @throws FaceError of kind `network`
   */
  live(): Promise<Live>;
};

/** Imports the module that draws on the device. */
export type LoadLive = () => Promise<{ readonly openLive: (options: LiveOptions) => Live }>;

const TAG_DIGITS = 6;

export function createFaceSite(
  { site, models, runtime, backend, worker }: SiteOptions,
  load: LoadLive,
): FaceSite {
  const home = new URL(site);
  const folder = (path: string) => new URL(path.endsWith('/') ? path : `${path}/`, home).href;
  const modelsUrl = folder(models ?? 'models/');
  watchPolicy();

  const index = memoize(() => getJson(`${modelsUrl}index.json`, readIndex));
  const model = memoizeByKey(async (tag: string) => {
    const id = (await index()).models.find((each) => each.endsWith(`-${tag}`));
    if (id === undefined) {
      throw new FaceError('model', `no published model has the tag ${tag}`);
    }
    return getJson(`${modelsUrl}${id}/manifest.json`, readModelInfo);
  });
  const live = memoize(async () => {
    const { openLive } = await load().catch(async (error) => {
      throw await unanswered('the module that draws', 'network', error);
    });
    return openLive({
      models: modelsUrl,
      onnxRuntime: folder(runtime ?? 'ort/'),
      backend,
      worker,
      request,
      blockingDirective,
    });
  });
  return {
    pictureFor(path, edge) {
      const size = usualSizeFor(edge);
      const url = new URL(path, home);
      url.searchParams.set('size', String(size));
      return { url: url.href, size };
    },
    defaultTag: async () => (await index()).default.slice(-TAG_DIGITS),
    async avatarFace(avatar) {
      const tag = avatar.model ?? (await index()).avatars?.slice(-TAG_DIGITS);
      if (tag === undefined) {
        throw new FaceError('model', 'the site pins no model for names');
      }
      const [info, { avatarFace }] = await Promise.all([model(tag), live()]);
      return avatarFace(avatar, info).catch(refuse);
    },
    async classOf(tag, name) {
      const info = await model(tag);
      try {
        return classIndex(info, name);
      } catch (error) {
        return refuse(error);
      }
    },
    model,
    live,
  };
}

/** @throws FaceError in place of a RangeError, which is about what attributes ask for */
function refuse(cause: unknown): never {
  throw cause instanceof RangeError ? new FaceError('attribute', cause.message, { cause }) : cause;
}

async function getJson<T>(url: string, read: (document: unknown) => T): Promise<T> {
  const document: unknown = await request(url, 'site', (response) => response.json());
  try {
    return read(document);
  } catch (error) {
    throw new FaceError('site', `${url} is invalid: ${error}`, { cause: error });
  }
}
