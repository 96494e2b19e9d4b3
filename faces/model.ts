/** A published model, opened from the files of its folder: what draws, and what gives names and traits their faces. */
import { readFileSync } from 'node:fs';
import { readGenerator } from '../kernel/draw.ts';
import type { DrawFace } from '../kernel/generator.ts';
import { type AvatarModel, avatarModel } from '../latent/avatar.ts';
import { decodeDirections } from '../latent/directions.ts';
import { type Manifest, parseManifest } from '../latent/manifest.ts';

export type Model = {
  readonly manifest: Manifest;
  readonly avatars: AvatarModel;
  readonly draw: DrawFace;
};

function bytesOf(file: URL): ArrayBuffer {
  return Uint8Array.from(readFileSync(file)).buffer;
}

/**
 * @param folder with manifest.json, generator.weights and directions.bin of a published model
 * @param kernel generator.wasm, compiled from kernel/assembly
 * @throws Error where a file is missing, or is not of this form
 */
export function openModel(folder: URL, kernel: URL): Model {
  const manifest = parseManifest(JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')));
  const directions = decodeDirections(bytesOf(new URL('directions.bin', folder)), manifest.latentSize);
  const module = new WebAssembly.Module(bytesOf(kernel));
  return {
    manifest,
    avatars: avatarModel(manifest, directions),
    draw: readGenerator(module, manifest, bytesOf(new URL('generator.weights', folder))),
  };
}
