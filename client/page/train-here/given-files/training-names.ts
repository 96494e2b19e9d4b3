/** Recognises a training, a model or a file of torch.save by the names in a zip or a folder. */

export const RECIPE = 'recipe.json';
export const MANIFEST = 'manifest.json';
export const CHECKPOINT = /^checkpoint-\d{9}\.safetensors$/;
/** A file in the zips that `torch.save` writes. */
export const TORCH = /(?:^|\/)data\.pkl$/;
const GENERATOR = /^generator\.(?:onnx|weights)$/;

/** The path of the folder that has a file of that name, with its last slash; empty for the zip itself. */
export function folderOf(paths: Iterable<string>, name: string): string | undefined {
  return Array.from(paths)
    .find((path) => path === name || path.endsWith(`/${name}`))
    ?.slice(0, -name.length);
}

/** Whether they are of a training, a model or a file of torch.save. @param paths all paths in a zip or a folder */
export function isTraining(paths: readonly string[]): boolean {
  function hasBeside(name: string, other: RegExp): boolean {
    const folder = folderOf(paths, name);
    return (
      folder !== undefined &&
      paths.some((path) => path.startsWith(folder) && other.test(path.slice(folder.length)))
    );
  }
  return (
    hasBeside(RECIPE, CHECKPOINT) || hasBeside(MANIFEST, GENERATOR) || paths.some((path) => TORCH.test(path))
  );
}
