/** Runs the discriminator of a model, whose weights are downloaded when they are first needed. */
import { type EvaluateDiscriminator, openDiscriminator } from '../../../kernel/discriminator.ts';
import { toPlanar } from '../../../picture/planar.ts';
import { createMemo } from '../../memoize.ts';
import type { DiscriminatorOutput } from '../activations.ts';
import { EngineError, messageOf } from '../failure.ts';
import type { ModelCatalog } from './download/catalog.ts';
import { fetchVerified } from './download/verified-file.ts';
import type { Queue } from './queue.ts';

/** A picture, RGBA u8 [size, size, 4], and its class, f32 [classes], where that is known. */
export type ShownPicture = {
  readonly size: number;
  readonly pixels: Uint8ClampedArray;
  readonly y: Float32Array | undefined;
};

/**
 * @param priority the number of the call
 * @throws EngineError of kind `face` where the model has no discriminator, or the picture is not of its resolution or y not of its classes, or
 *   any kind that a download can have
 */
export type Discriminate = (
  priority: number,
  tag: string,
  shown: ShownPicture,
) => Promise<DiscriminatorOutput>;

export function createDiscriminate(catalog: ModelCatalog, queue: Queue): Discriminate {
  const discriminators = createMemo<EvaluateDiscriminator>();

  return async (priority, tag, { size, pixels, y }) => {
    const manifest = await catalog.manifest(tag);
    const { discriminator, resolution, condition } = manifest;
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
    const classCount = condition?.classes.length ?? 0;
    if (y !== undefined && y.length !== classCount) {
      throw new EngineError({
        kind: 'face',
        detail: `y is of ${y.length} classes, the model has ${classCount}`,
      });
    }
    const run = await discriminators(tag, async () => {
      const bytes = await fetchVerified(file);
      try {
        return openDiscriminator(discriminator, bytes, resolution, classCount);
      } catch (cause) {
        throw new EngineError({ kind: 'format', file: file.name, detail: messageOf(cause) }, { cause });
      }
    });
    const { logit, evidence, layers } = await queue(priority, async () =>
      run(toPlanar(pixels, size, { channels: 4 }), y ?? Float32Array.from(condition?.frequencies ?? [])),
    );
    return { realness: 1 / (1 + Math.exp(-logit)), evidence, layers };
  };
}
