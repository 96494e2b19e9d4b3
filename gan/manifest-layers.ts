/** The generator's layers, as manifests describe them. */
import type { Manifest } from '../latent/model/manifest.ts';
import type { Architecture } from './networks/architecture.ts';
import { generatorLayers } from './networks/generator.ts';

/** The name of layer `i` of a published generator, in its manifest and in its files. */
export function layerName(i: number): string {
  return `layer${i}`;
}

/** In the order of execution. */
export function manifestLayers(architecture: Architecture): Manifest['layers'] {
  return generatorLayers(architecture).map(({ to, kernel, stride, padding, activation, side }, i) => ({
    name: layerName(i),
    operator: 'ConvTranspose',
    kernel,
    stride,
    padding,
    activation,
    shape: [to, side, side],
  }));
}
