import type { Manifest } from '../../../latent/manifest.ts';
import { useTexts } from '../texts/language.ts';
import { networkShapes, type Shape } from './network-shapes.ts';
import { insideTexts } from './texts.ts';

/** The generator's way up and the discriminator's way down, side by side, one size of the grids after the other. */
export function ArchitectureDiagram({ manifest }: { manifest: Manifest }) {
  const inside = useTexts(insideTexts);
  const rungs = networkShapes(manifest);
  const known = rungs.some(({ discriminator: down }) => down !== null);
  const deepest = Math.max(
    ...rungs.flatMap(({ generator: up, discriminator: down }) => [up?.[0] ?? 0, down?.[0] ?? 0]),
  );
  const cell = (shape: Shape | null) =>
    shape === null ? null : <Block shape={shape} share={shape[0] / deepest} edge={manifest.resolution} />;
  return (
    <section class="panel explainer" aria-labelledby="way-down">
      <h2 id="way-down">{inside.wayDown}</h2>
      <p class="aside">{inside.wayDownNote}</p>
      <div class="explainers">
        <div class="explainer">
          {rungs.length > 0 && (
            <table class="ladder">
              <thead>
                <tr>
                  <th scope="col">
                    {inside.generator} <span aria-hidden="true">↓</span>
                  </th>
                  {known && (
                    <th scope="col">
                      {inside.discriminator} <span aria-hidden="true">↑</span>
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                <tr>
                  <td class="end">z: {manifest.latentSize}</td>
                  {known && <td class="end">D(x): 1</td>}
                </tr>
                {rungs.map(({ side, generator: up, discriminator: down }) => (
                  <tr key={side}>
                    <td>{cell(up)}</td>
                    {known && <td>{cell(down)}</td>}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {manifest.discriminator === undefined && (
            <p class="aside">{known ? inside.downFromRecipe : inside.downUnknown}</p>
          )}
        </div>
        <div>
          <h3>{inside.pooling}</h3>
          <p class="aside">{inside.poolingNote}</p>
        </div>
      </div>
    </section>
  );
}

/** A box as wide as there are channels and as high as the grid, and its shape in numbers. */
function Block({ shape, share, edge }: { shape: Shape; share: number; edge: number }) {
  // Plain proportions would let most boxes vanish; the eye still orders their square roots rightly.
  const width = `${(0.375 + 5 * Math.sqrt(share)).toFixed(2)}rem`;
  const height = `${(3.5 * Math.sqrt(shape[1] / edge)).toFixed(2)}rem`;
  return (
    <span class="rung">
      <span class="block" aria-hidden="true" style={{ width, height }} />
      {shape.join(' × ')}
    </span>
  );
}
