import { useEffect, useState } from 'preact/hooks';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { useTexts } from '../texts/language.ts';
import { inputShape, RGB } from './network-shapes.ts';
import { insideTexts } from './texts.ts';

/** The last station whose section begins above this part of the window, counted from its top, is the current one. */
const READING_LINE = 0.45;

type Station = {
  /** The id of the heading of its section. */
  readonly id: string;
  readonly name: string;
  readonly shape: string;
  /** The edge of its feature maps in pixels. */
  readonly side: number;
};

/** A link to each part of the networks: z, the layers, the picture, the discriminator. It stays in sight while the view scrolls. */
export function NetworkMap({ manifest }: { manifest: Manifest }) {
  const texts = useTexts(insideTexts);
  const { layers, resolution, discriminator, condition } = manifest;
  const stations: Station[] = [
    { id: 'layer-z', name: condition === undefined ? 'z' : 'z, y', shape: inputShape(manifest), side: 1 },
    ...layers.map(({ name, shape: [channels, , side] }, i) => ({
      id: `layer-${name}`,
      name: channels === RGB ? texts.mapPicture : texts.mapLayer(i + 1),
      shape: `${channels} × ${side}²`,
      side,
    })),
    { id: 'layer-picture', name: texts.mapFace, shape: `${resolution}²`, side: resolution },
    ...(discriminator === undefined ? [] : [{ id: 'discriminator', name: 'D', shape: 'D(x)', side: 1 }]),
  ];
  const current = useCurrentStation(stations.map(({ id }) => id));
  return (
    <nav class="network-map" aria-label={texts.map}>
      <ol>
        {stations.map(({ id, name, shape, side }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === current ? 'step' : undefined}
              onClick={() => document.getElementById(id)?.scrollIntoView()}
            >
              <span
                class="block"
                aria-hidden="true"
                style={{ '--edge': `${(0.25 + 1.25 * Math.sqrt(side / resolution)).toFixed(2)}rem` }}
              />
              <span>{name}</span>
              <small>{shape}</small>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The last of the elements whose top has been scrolled past the reading line; the first before. */
function useCurrentStation(ids: readonly string[]): string | undefined {
  const [current, setCurrent] = useState(ids[0]);
  const key = ids.join();
  useEffect(() => {
    const control = new AbortController();
    let frame = 0;
    function update(): void {
      frame = 0;
      const line = READING_LINE * innerHeight;
      const passed = ids.filter(
        (id) => (document.getElementById(id)?.getBoundingClientRect().top ?? line) < line,
      );
      setCurrent(passed.at(-1) ?? ids[0]);
    }
    addEventListener(
      'scroll',
      () => {
        frame ||= requestAnimationFrame(update);
      },
      { passive: true, signal: control.signal },
    );
    update();
    return () => {
      control.abort();
      cancelAnimationFrame(frame);
    };
  }, [key]);
  return current;
}
