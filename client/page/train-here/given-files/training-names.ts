/** How one knows, by the names in it, that a zip or a folder is a training or a model that was taken home, or a file of torch.save. */

export const RECIPE = 'recipe.json';
export const MANIFEST = 'manifest.json';
export const CHECKPOINT = /^checkpoint-\d{9}\.safetensors$/;
/** What `torch.save` writes is a zip, too, and has this file in it. */
export const TORCH = /(?:^|\/)data\.pkl$/;
const GENERATOR = /^generator\.(?:onnx|weights)$/;

/** The path of the folder that has a file of that name, with its last slash; empty for the zip itself. */
export function folderOf(paths: Iterable<string>, name: string): string | undefined {
  return Array.from(paths)
    .find((path) => path === name || path.endsWith(`/${name}`))
    ?.slice(0, -name.length);
}

/** @param paths all of a zip, or of a folder */
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
