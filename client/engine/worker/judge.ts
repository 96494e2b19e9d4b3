/** The discriminator of a model, once somebody wants to see what it sees. */
import { openDiscriminator } from '../../../kernel/discriminator.ts';
import { toPlanar } from '../../../picture/planar.ts';
import { EngineError, messageOf } from '../failure.ts';
import type { Judgement } from '../inside.ts';
import type { Catalog } from './catalog.ts';
import { download } from './download.ts';
import { createMemory } from './memory.ts';
import type { Queue } from './queue.ts';

export type Judge = (
  rank: number,
  tag: string,
  size: number,
  pixels: Uint8ClampedArray,
) => Promise<Judgement>;

/**
 * @returns takes the number of the call, a model's tag and a picture, RGBA u8 [size, size, 4].
 * @throws EngineError of kind `face` where the model has no discriminator or the picture is not of its
 *   resolution, or any that a download may have
 */
export function createJudge(catalog: Catalog, queue: Queue): Judge {
  const opened = createMemory<ReturnType<typeof openDiscriminator>>();

  return async (rank, tag, size, pixels) => {
    const manifest = await catalog.manifest(tag);
    const { discriminator, resolution } = manifest;
    const file = manifest.files.find(({ name }) => name === discriminator?.file);
    if (discriminator === undefined || file === undefined) {
      throw new EngineError({
        kind: 'face',
        detail: `the model ${tag} was published without a discriminator`,
      });
    }
    if (size !== resolution || pixels.length !== size * size * 4) {
      const detail = `the picture is ${size} × ${size}, and the discriminator takes ${resolution} × ${resolution}`;
      throw new EngineError({ kind: 'face', detail });
    }
    const judge = await opened(tag, async () => {
      const bytes = await download({ ...file, url: catalog.fileUrl(manifest, file.name) }, () => {});
      try {
        return openDiscriminator(discriminator, bytes, resolution);
      } catch (cause) {
        throw new EngineError({ kind: 'format', file: file.name, detail: messageOf(cause) }, { cause });
      }
    });
    const { logit, layers } = await queue(rank, async () => judge(toPlanar(pixels, size, { channels: 4 })));
    return { realness: 1 / (1 + Math.exp(-logit)), layers };
  };
}
