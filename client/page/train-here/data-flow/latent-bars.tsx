import { useTexts } from '../../texts/language.ts';
import { dataFlowTexts } from './texts.ts';

/** How many numbers of z are drawn. */
const SHOWN = 12;
const WIDTH = 72;
const ROW = 8;
/** The number that the longest bar stands for; nearly all of a standard normal distribution is below it. */
const REACH = 3;

/** The first numbers of a z as bars from zero. @param z f32 [latentSize] */
export function LatentBars({ z }: { z: Float32Array }) {
  const texts = useTexts(dataFlowTexts);
  const shown = Array.from(z.subarray(0, SHOWN));
  return (
    <svg
      class="latent-bars"
      viewBox={`0 0 ${WIDTH} ${ROW * shown.length}`}
      role="img"
      aria-label={texts.latent(shown.length, z.length, shown.map((x) => x.toFixed(1)).join(', '))}
    >
      <path class="zero" d={`M${WIDTH / 2} 0V${ROW * shown.length}`} />
      {shown.map((value, i) => {
        const length = (Math.min(Math.abs(value), REACH) / REACH) * (WIDTH / 2);
        return (
          <rect
            key={i}
            class={value < 0 ? 'below' : 'above'}
            x={value < 0 ? WIDTH / 2 - length : WIDTH / 2}
            y={ROW * i + 1}
            width={length}
            height={ROW - 2}
          />
        );
      })}
    </svg>
  );
}
