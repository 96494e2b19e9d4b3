import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useColourScheme } from '../../hooks/use-colour-scheme.ts';
import { channelTile, coloursOf } from '../../inside/activation-tiles.ts';
import { PictureCanvas } from '../../ui/picture-canvas.tsx';
import { realness } from './step-inspection.ts';

type JudgedPicturesProps = {
  /** RGBA u8 [n, side, side, 4] */
  pixels: Uint8ClampedArray<ArrayBuffer>;
  side: number;
  /** D's logits of these pictures. */
  logits: readonly number[];
  label: string;
  /** Values that are drawn over the pictures, f32 [n, side, side] from −1 to 1. */
  overlay?: Float32Array | null;
};

/** Pictures, and below each how real D finds it. */
export function JudgedPictures({ pixels, side, logits, label, overlay = null }: JudgedPicturesProps) {
  const pictures = useMemo(() => {
    const length = 4 * side ** 2;
    return logits.map((_, i) => new ImageData(pixels.slice(i * length, (i + 1) * length), side, side));
  }, [pixels, side, logits]);
  return (
    <ol class="judged-pictures" aria-label={label}>
      {logits.map((logit, i) => (
        <li key={i}>
          <span class="judged-picture">
            <PictureCanvas picture={pictures[i]} label="" />
            {overlay !== null && <Overlay values={overlay} side={side} index={i} />}
          </span>
          {realness(logit).toFixed(2)}
        </li>
      ))}
    </ol>
  );
}

/** Signed values over a picture: red above zero, blue below. */
function Overlay({ values, side, index }: { values: Float32Array; side: number; index: number }) {
  const scheme = useColourScheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const target = canvas.current;
    if (target === null) {
      return;
    }
    target.width = side;
    target.height = side;
    // Squared, since a tile shows square roots: where the values are small, the picture stays visible.
    const own = values.slice(index * side ** 2, (index + 1) * side ** 2).map((x) => x * Math.abs(x));
    const tile = channelTile(own, [1, side, side], 0, 1, coloursOf(target));
    target.getContext('2d')?.putImageData(tile, 0, 0);
  }, [values, side, index, scheme]);
  return <canvas ref={canvas} class="wishes" width={0} height={0} />;
}
