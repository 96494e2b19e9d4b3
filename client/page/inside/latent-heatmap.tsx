import { useLayoutEffect, useRef } from 'preact/hooks';
import { useColourScheme } from '../hooks/use-colour-scheme.ts';
import { useTexts } from '../texts/language.ts';
import { channelTile, coloursOf, maxAbs } from './activation-tiles.ts';
import { insideTexts } from './texts.ts';

const COLUMNS = 20;

type LatentHeatmapProps = {
  /** The generator's input: z, in a conditional model followed by y. */
  z: Float32Array;
  /** How many numbers are y. */
  classes: number;
};

/** The latent vector as coloured cells: red above zero, blue below. */
export function LatentHeatmap({ z, classes }: LatentHeatmapProps) {
  const texts = useTexts(insideTexts);
  const scheme = useColourScheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const target = canvas.current;
    if (target === null) {
      return;
    }
    const rows = Math.ceil(z.length / COLUMNS);
    const padded = new Float32Array(rows * COLUMNS);
    padded.set(z);
    target.width = COLUMNS;
    target.height = rows;
    const tile = channelTile(padded, [1, rows, COLUMNS], 0, maxAbs(z), coloursOf(target));
    target.getContext('2d')?.putImageData(tile, 0, 0);
  }, [z, scheme]);
  const label = texts.latentHeatmap(z.length - classes, classes);
  return <canvas ref={canvas} class="latent-heatmap" data-scheme={scheme} role="img" aria-label={label} />;
}
