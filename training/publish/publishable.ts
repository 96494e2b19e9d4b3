/** A generator that can be published, from a run or from a file, with its metadata. */
import type { Manifest } from '../../latent/model/manifest.ts';
import type { Fidelity } from './fidelity.ts';
import type { PublishedFile } from './models.ts';

export type Publishable = Pick<Manifest, 'name' | 'resolution' | 'latentSize' | 'condition' | 'layers'> & {
  /** ψ of the prior. */
  readonly truncation: number;
  /** The bytes of generator.onnx: z f32 [n, latentSize] → image f32 [n, 3, resolution, resolution] in [−1, 1]. */
  readonly generator: Uint8Array;
  /** How its weights are stored: 'i8', 'f16', 'f32'. */
  readonly dtype: string;
  readonly fidelity: Fidelity;
  /** The files beside generator.onnx: weights for the edge, film, history. */
  readonly files: readonly PublishedFile[];
  /** The discriminator of its training, whose file is among `files`. */
  readonly discriminator?: Manifest['discriminator'];
  readonly training?: Manifest['training'];
  readonly origin?: Manifest['origin'];
  /** How many pictures it was trained on, where its run recorded that. */
  readonly pictures?: number;
};
