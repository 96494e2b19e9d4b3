import type { LayerOutput } from '@dareka/engine';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useColourScheme } from '../hooks/use-colour-scheme.ts';
import { workInSlices } from '../next-task.ts';
import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import {
  channelAt,
  channelTile,
  coloursOf,
  layoutTiles,
  maxAbs,
  mostActiveChannel,
  type TileColours,
  type TileLayout,
} from './activation-tiles.ts';
import { type LayerDescription, RGB } from './network-shapes.ts';
import { insideTexts } from './texts.ts';

type LayerActivationsProps = {
  output: LayerOutput;
  /** The number of the layer, counted from 1. */
  number: number;
  description: LayerDescription | undefined;
};

/** Paints all channels of a layer, one for each step: hundreds of them at once would block the page. */
function* paintTiles(
  context: CanvasRenderingContext2D,
  { shape, values }: LayerOutput,
  { columns, pitch }: TileLayout,
  peak: number,
  colours: TileColours,
): Generator<undefined, void> {
  for (let channel = 0; channel < shape[0]; channel++) {
    const [x, y] = [(channel % columns) * pitch, Math.floor(channel / columns) * pitch];
    context.putImageData(channelTile(values, shape, channel, peak, colours), x, y);
    yield;
  }
}

/** The activations of one layer: all channels as tiles, and one of them enlarged. That is at first the most active one, since others may be empty. */
export function LayerActivations({ output, number, description }: LayerActivationsProps) {
  const texts = useTexts(insideTexts);
  const scheme = useColourScheme();
  const { shape, values } = output;
  const [channels] = shape;
  const [selected, setSelected] = useState(() => mostActiveChannel(values, shape));
  const tiles = useRef<HTMLCanvasElement>(null);
  const enlarged = useRef<HTMLCanvasElement>(null);
  const layout = useMemo(() => layoutTiles(shape), [shape.join()]);
  const peak = useMemo(() => maxAbs(values), [values]);
  const isPicture = channels === RGB;
  const title = isPicture ? texts.pictureAt(shape[2]) : texts.layer(number);

  useLayoutEffect(() => {
    const canvas = tiles.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) {
      return;
    }
    canvas.width = layout.columns * layout.pitch;
    canvas.height = layout.rows * layout.pitch;
    canvas.ariaBusy = 'true';
    const steps = paintTiles(context, output, layout, peak, coloursOf(canvas));
    return workInSlices(steps, () => canvas.removeAttribute('aria-busy'));
  }, [values, scheme]);

  useLayoutEffect(() => {
    const canvas = enlarged.current;
    if (canvas === null) {
      return;
    }
    [, canvas.height, canvas.width] = shape;
    canvas
      .getContext('2d')
      ?.putImageData(channelTile(values, shape, selected, peak, coloursOf(canvas)), 0, 0);
  }, [values, selected, scheme]);

  function selectAt(event: MouseEvent): void {
    const canvas = tiles.current;
    if (canvas === null) {
      return;
    }
    const scale = canvas.width / canvas.clientWidth;
    const channel = channelAt(layout, channels, event.offsetX * scale, event.offsetY * scale);
    if (channel !== null) {
      setSelected(channel);
    }
  }

  return (
    <section class="layer" aria-labelledby={`layer-${output.name}`}>
      <header>
        <h2 id={`layer-${output.name}`}>{title}</h2>
        <p class="shape">{shape.join(' × ')}</p>
        {description && <p class="aside">{texts.describeLayer(description)}</p>}
        {isPicture && <p class="aside">{texts.pictureAtNote}</p>}
      </header>
      <canvas
        ref={tiles}
        class="activation-tiles"
        data-scheme={scheme}
        role="img"
        aria-label={texts.tiles(channels)}
        onClick={selectAt}
      />
      <div class="enlarged-channel">
        <canvas ref={enlarged} data-scheme={scheme} role="img" aria-label={texts.channel(selected)} />
        <Slider
          label={texts.channel(selected)}
          value={selected}
          min={0}
          max={channels - 1}
          step={1}
          valueText={`${selected + 1} / ${channels}`}
          onInput={setSelected}
        />
      </div>
    </section>
  );
}
