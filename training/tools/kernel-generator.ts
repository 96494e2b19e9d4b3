/** The generator of a published model as the site draws it: by the WASM kernel, in pictures of 8 bits. */
import { drawFace, readGenerator } from '../../kernel/draw.ts';
import { buildKernel } from '../../kernel/tools/build.ts';
import { readPublishedGenerators } from '../../kernel/tools/published-generators.ts';
import { type AvatarModel, avatarModel } from '../../latent/avatar.ts';
import { toPlanar } from '../../picture/planar.ts';
import type { TestedGenerator } from '../evaluate/tested-generator.ts';

export type PublishedAvatars = {
  readonly generator: TestedGenerator;
  readonly avatars: AvatarModel;
};

/**
 * @param folder of the published model
 * @throws Error where a file is missing or damaged, UndrawableError where the kernel cannot draw the model
 */
export async function openPublishedAvatars(folder: string): Promise<PublishedAvatars> {
  const [published] = await readPublishedGenerators([folder]);
  if (published === undefined) {
    throw new Error(`${folder} is no published model`);
  }
  const { manifest, weights, directions } = published;
  const { id, resolution, latentSize, condition, prior } = manifest;
  const draw = readGenerator(await WebAssembly.compile(await buildKernel()), manifest, weights);
  return {
    avatars: avatarModel(manifest, directions),
    generator: {
      name: id,
      resolution,
      latentSize,
      condition,
      truncation: prior.truncation,
      async draw(z) {
        const size = 3 * resolution * resolution;
        const images = new Float32Array((z.length / latentSize) * size);
        for (let i = 0; i * latentSize < z.length; i++) {
          const latent = z.subarray(i * latentSize, (i + 1) * latentSize);
          const { data } = drawFace(draw, manifest, latent, resolution);
          toPlanar(data, resolution, { channels: 4 }, images.subarray(i * size, (i + 1) * size));
        }
        return images;
      },
      release: async () => {},
    },
  };
}
