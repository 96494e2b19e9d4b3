/** A published model, opened from the files of its folder: what draws, and what gives names and traits their faces. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readGenerator } from '../kernel/draw.ts';
import type { DrawFace } from '../kernel/generator.ts';
import { type AvatarModel, avatarModel } from '../latent/avatar.ts';
import { decodeDirections } from '../latent/directions.ts';
import { type Manifest, parseManifest } from '../latent/model/manifest.ts';

export type Model = {
  readonly manifest: Manifest;
  readonly avatars: AvatarModel;
  readonly draw: DrawFace;
};

function bytesOf(file: URL): ArrayBuffer {
  return Uint8Array.from(readFileSync(file)).buffer;
}

/**
 * @param folder with manifest.json, generator.weights and, where it has directions, directions.bin of a published model
 * @param kernel generator.wasm, compiled from kernel/assembly
 * @throws Error where a file is missing, or is not of this form
 */
export function openModel(folder: URL, kernel: URL): Model {
  const description = new URL('manifest.json', folder);
  if (!existsSync(description)) {
    throw new Error(`${fileURLToPath(folder)} has no manifest.json, so it is no published model`);
  }
  const manifest = parseManifest(JSON.parse(readFileSync(description, 'utf8')));
  const vectors = manifest.files.find(({ role }) => role === 'directions');
  const directions =
    vectors === undefined
      ? []
      : decodeDirections(bytesOf(new URL(vectors.name, folder)), manifest.latentSize);
  const module = new WebAssembly.Module(bytesOf(kernel));
  return {
    manifest,
    avatars: avatarModel(manifest, directions),
    draw: readGenerator(module, manifest, bytesOf(new URL('generator.weights', folder))),
  };
}
