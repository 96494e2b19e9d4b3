/** Runs the discriminator of a model, whose weights are downloaded when they are first needed. */
import { openDiscriminator } from '../../../kernel/discriminator.ts';
import { toPlanar } from '../../../picture/planar.ts';
import { createMemo } from '../../memoize.ts';
import type { DiscriminatorOutput } from '../activations.ts';
import { EngineError, messageOf } from '../failure.ts';
import type { ModelCatalog } from './download/catalog.ts';
import { fetchVerified } from './download/verified-file.ts';
import type { Queue } from './queue.ts';

/**
 * @param priority the number of the call
 * @param pixels RGBA u8 [size, size, 4]
 * @throws EngineError of kind `face` where the model has no discriminator or the picture is not of its resolution, or
 *   any kind that a download can have
 */
export type Discriminate = (
  priority: number,
  tag: string,
  size: number,
  pixels: Uint8ClampedArray,
) => Promise<DiscriminatorOutput>;

export function createDiscriminate(catalog: ModelCatalog, queue: Queue): Discriminate {
  const discriminators = createMemo<ReturnType<typeof openDiscriminator>>();

  return async (priority, tag, size, pixels) => {
    const manifest = await catalog.manifest(tag);
    const { discriminator, resolution } = manifest;
    const file = catalog.file(manifest, ({ name }) => name === discriminator?.file);
    if (discriminator === undefined || file === undefined) {
      throw new EngineError({
        kind: 'face',
        detail: `the model ${tag} was published without a discriminator`,
      });
    }
    if (size !== resolution || pixels.length !== size * size * 4) {
      const detail = `the picture is ${size} × ${size}, but the discriminator takes ${resolution} × ${resolution}`;
      throw new EngineError({ kind: 'face', detail });
    }
    const run = await discriminators(tag, async () => {
      const bytes = await fetchVerified(file);
      try {
        return openDiscriminator(discriminator, bytes, resolution);
      } catch (cause) {
        throw new EngineError({ kind: 'format', file: file.name, detail: messageOf(cause) }, { cause });
      }
    });
    const { logit, evidence, layers } = await queue(priority, async () =>
      run(toPlanar(pixels, size, { channels: 4 })),
    );
    return { realness: 1 / (1 + Math.exp(-logit)), evidence, layers };
  };
}
