import type { Manifest } from '../../../latent/model/manifest.ts';
import { useTexts } from '../texts/language.ts';
import { inputShape, type LayerShape, networkShapes } from './network-shapes.ts';
import { insideTexts } from './texts.ts';

/** Generator and discriminator side by side, a row for each resolution. */
export function ArchitectureDiagram({ manifest }: { manifest: Manifest }) {
  const texts = useTexts(insideTexts);
  const resolutions = networkShapes(manifest);
  const isDiscriminatorKnown = resolutions.some(({ discriminator }) => discriminator !== null);
  const maxChannels = Math.max(
    ...resolutions.flatMap(({ generator, discriminator }) => [generator?.[0] ?? 0, discriminator?.[0] ?? 0]),
  );
  const cell = (shape: LayerShape | null) =>
    shape === null ? null : (
      <Block shape={shape} channels={shape[0] / maxChannels} size={shape[1] / manifest.resolution} />
    );
  return (
    <section class="panel explainer" aria-labelledby="architecture">
      <h2 id="architecture">{texts.architecture}</h2>
      <p class="aside">{texts.architectureNote}</p>
      <div class="explainers">
        <div class="explainer">
          {resolutions.length > 0 && (
            <table class="architecture">
              <thead>
                <tr>
                  <th scope="col">
                    {texts.generator} <span aria-hidden="true">↓</span>
                  </th>
                  {isDiscriminatorKnown && (
                    <th scope="col">
                      {texts.discriminator} <span aria-hidden="true">↑</span>
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                <tr>
                  <td class="end">
                    {manifest.condition === undefined ? 'z' : 'z, y'}: {inputShape(manifest)}
                  </td>
                  {isDiscriminatorKnown && <td class="end">D(x): 1</td>}
                </tr>
                {resolutions.map(({ side, generator, discriminator }) => (
                  <tr key={side}>
                    <td>{cell(generator)}</td>
                    {isDiscriminatorKnown && <td>{cell(discriminator)}</td>}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {manifest.discriminator === undefined && (
            <p class="aside">
              {isDiscriminatorKnown ? texts.discriminatorFromRecipe : texts.discriminatorUnknown}
            </p>
          )}
        </div>
        <div>
          <h3>{texts.pooling}</h3>
          <p class="aside">{texts.poolingNote}</p>
        </div>
      </div>
    </section>
  );
}

/** A shape in numbers, and as a box. @param channels and @param size as fractions of the largest, for width and height */
function Block({ shape, channels, size }: { shape: LayerShape; channels: number; size: number }) {
  // In proportion most boxes would be too small to see; square roots keep the order.
  const width = `${(0.375 + 5 * Math.sqrt(channels)).toFixed(2)}rem`;
  const height = `${(3.5 * Math.sqrt(size)).toFixed(2)}rem`;
  return (
    <span class="network-shape">
      <span class="block" aria-hidden="true" style={{ width, height }} />
      {shape.join(' × ')}
    </span>
  );
}
