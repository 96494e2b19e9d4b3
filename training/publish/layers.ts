/** The generator's layers as manifests tell them. */
import type { Manifest } from '../../latent/manifest.ts';
import type { Architecture } from '../networks/architecture.ts';
import { generatorLayers } from '../networks/generator.ts';

/** What layer `i` of a published generator is called, in its manifest as in its files. */
export const layerName = (i: number): string => `layer${i}`;

/** In the order of execution. */
export const manifestLayers = (architecture: Architecture): Manifest['layers'] =>
  generatorLayers(architecture).map(({ to, kernel, stride, padding, activation, side }, i) => ({
    name: layerName(i),
    operator: 'ConvTranspose',
    kernel,
    stride,
    padding,
    activation,
    shape: [to, side, side],
  }));
