/** Where the engine finds models and ONNX Runtime. */

export type Locations = {
  /** URL of the folder of published models, with a slash at the end; null where there is only `model`. */
  readonly models: string | null;
  /** URL of the manifest of the default model, or null for the default of `models`. */
  readonly model: string | null;
  /** URL of the folder of ONNX Runtime's files, with a slash at the end; it contains a folder for each version. */
  readonly onnxRuntime: string;
};

type Given = { readonly [Name in keyof Locations]: string | URL | null | undefined };

/**
 * Relative URLs are resolved here, since those of a worker that was started from a blob have no base. On a server, which draws
 * nothing, they stay relative.
 *
 * @throws TypeError where neither `models` nor `model` is given, or a URL is invalid
 */
export function readLocations({ models, model, onnxRuntime }: Given): Locations {
  const modelsFolder = isGiven(models) ? absolute(folder(models)) : null;
  const manifest = isGiven(model)
    ? absolute(/\.json$/.test(`${model}`) ? model : `${folder(model)}manifest.json`)
    : null;
  // A site serves ONNX Runtime in `/ort/`, beside `/models/index.json` and `/models/ID/manifest.json`.
  const ortBeside =
    modelsFolder === null ? manifest?.replace(/[^/]*$/, '../../ort/') : `${modelsFolder}../ort/`;
  if (ortBeside === undefined) {
    throw new TypeError(
      'openEngine needs `models`, the URL of a folder of models, or `model`, that of one model',
    );
  }
  return {
    models: modelsFolder,
    model: manifest,
    onnxRuntime: isGiven(onnxRuntime) ? absolute(folder(onnxRuntime)) : ortBeside,
  };
}

function isGiven(url: string | URL | null | undefined): url is string | URL {
  return url !== null && url !== undefined;
}

function folder(url: string | URL): string {
  return `${url}`.replace(/\/?$/, '/');
}

function absolute(url: string | URL): string {
  return typeof document === 'undefined' ? `${url}` : new URL(url, document.baseURI).href;
}
