import type { Activations } from '@dareka/engine';
import { useMemo } from 'preact/hooks';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { useTexts } from '../texts/language.ts';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { ActivationKey } from './activation-key.tsx';
import { LatentHeatmap } from './latent-heatmap.tsx';
import { LayerActivations } from './layer-activations.tsx';
import { inputShape } from './network-shapes.ts';
import { insideTexts } from './texts.ts';

type GeneratorViewProps = { manifest: Manifest; activations: Activations };

/** The generator at work on one face: z, the activations of each layer, and the picture. */
export function GeneratorView({ manifest, activations: { z, layers, picture } }: GeneratorViewProps) {
  const texts = useTexts(insideTexts);
  const descriptions = useMemo(
    () => new Map(manifest.layers.map((layer) => [layer.name, layer])),
    [manifest],
  );
  return (
    <div class="generator-layers">
      <Staggered>
        <section class="layer" aria-labelledby="layer-z">
          <header>
            <h2 id="layer-z">{texts.z}</h2>
            <p class="shape">{inputShape(manifest)}</p>
            <p class="aside">
              {texts.zNote} {manifest.condition && texts.yNote(manifest.condition.classes.length)}
            </p>
          </header>
          <LatentHeatmap z={z} classes={manifest.condition?.classes.length ?? 0} />
        </section>
        <ActivationKey />
        {layers.map((output, i) => (
          <LayerActivations
            key={output.name}
            output={output}
            number={i + 1}
            description={descriptions.get(output.name)}
          />
        ))}
        <section class="layer" aria-labelledby="layer-picture">
          <header>
            <h2 id="layer-picture">{texts.picture}</h2>
            <p class="shape">
              {picture.width} × {picture.height}
            </p>
            <p class="aside">{texts.pictureNote}</p>
          </header>
          <div class="generated-picture">
            <PictureCanvas picture={picture} label={texts.picture} />
          </div>
        </section>
      </Staggered>
    </div>
  );
}
