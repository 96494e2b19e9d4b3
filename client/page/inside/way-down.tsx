import type { Manifest } from '../../../latent/manifest.ts';
import { useTexts } from '../texts/index.ts';

/** The discriminator's way down: the generator's shapes, mirrored, to one number. */
export function WayDown({ layers }: { layers: Manifest['layers'] }) {
  const { inside } = useTexts();
  const up = layers.map(({ shape }) => shape);
  const down = [...up].reverse();
  return (
    <section class="panel lesson" aria-labelledby="way-down">
      <h2 id="way-down">{inside.wayDown}</h2>
      <p class="aside">{inside.wayDownNote}</p>
      {up.length > 0 && (
        <>
          <Blocks shapes={up} before="z" after="" label={inside.generator} />
          <Blocks shapes={down} before="" after="D(x)" label={inside.discriminator} />
        </>
      )}
      <h3>{inside.pooling}</h3>
      <p class="aside">{inside.poolingNote}</p>
    </section>
  );
}

type BlocksProps = {
  shapes: readonly (readonly [number, number, number])[];
  before: string;
  after: string;
  label: string;
};

function Blocks({ shapes, before, after, label }: BlocksProps) {
  const widest = Math.max(...shapes.map(([, , width]) => width));
  const deepest = Math.max(...shapes.map(([channels]) => channels));
  return (
    <figure class="blocks">
      <figcaption>{label}</figcaption>
      <ol>
        {before !== '' && <li class="end">{before}</li>}
        {shapes.map(([channels, height, width]) => (
          <li key={`${channels} ${width}`}>
            <span
              class="block"
              aria-hidden="true"
              style={{
                // Areas compare badly at 4 : 64; the eye reads the fourth root of them.
                height: `${(4.5 * Math.sqrt(height / widest)).toFixed(2)}rem`,
                width: `${(0.4 + 3 * Math.sqrt(channels / deepest)).toFixed(2)}rem`,
              }}
            />
            <small>
              {channels} × {height} × {width}
            </small>
          </li>
        ))}
        {after !== '' && <li class="end">{after}</li>}
      </ol>
    </figure>
  );
}
