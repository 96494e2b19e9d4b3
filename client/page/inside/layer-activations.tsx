import type { LayerOutput } from '@dareka/engine';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useTexts } from '../texts/language.ts';
import { Slider } from '../ui/slider.tsx';
import { channelAt, channelTile, layoutTiles, maxAbs } from './activation-tiles.ts';
import { coloursOf } from './inks.ts';
import type { LayerDescription } from './network-shapes.ts';
import { insideTexts } from './texts.ts';

/** Layers with so many channels are pictures. */
const RGB = 3;

type LayerActivationsProps = {
  output: LayerOutput;
  /** Its place among the layers, from 1. */
  number: number;
  facts: LayerDescription | undefined;
};

/** One layer of a network: what came out of every channel, and one of them enlarged. */
export function LayerActivations({ output, number, facts }: LayerActivationsProps) {
  const inside = useTexts(insideTexts);
  const { shape, values } = output;
  const [channels] = shape;
  const [chosen, setChosen] = useState(0);
  const all = useRef<HTMLCanvasElement>(null);
  const one = useRef<HTMLCanvasElement>(null);
  const sheet = useMemo(() => layoutTiles(shape), [shape.join()]);
  const peak = useMemo(() => maxAbs(values), [values]);
  const isPicture = channels === RGB;
  const title = isPicture ? inside.pictureAt(shape[2]) : inside.layer(number);

  useLayoutEffect(() => {
    const canvas = all.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) {
      return;
    }
    canvas.width = sheet.columns * sheet.pitch;
    canvas.height = sheet.rows * sheet.pitch;
    const inks = coloursOf(canvas);
    for (let channel = 0; channel < channels; channel++) {
      const [x, y] = [
        (channel % sheet.columns) * sheet.pitch,
        Math.floor(channel / sheet.columns) * sheet.pitch,
      ];
      context.putImageData(channelTile(values, shape, channel, peak, inks), x, y);
    }
  }, [values]);

  useLayoutEffect(() => {
    const canvas = one.current;
    if (canvas === null) {
      return;
    }
    [, canvas.height, canvas.width] = shape;
    canvas.getContext('2d')?.putImageData(channelTile(values, shape, chosen, peak, coloursOf(canvas)), 0, 0);
  }, [values, chosen]);

  function choose(event: MouseEvent): void {
    const canvas = all.current;
    if (canvas === null) {
      return;
    }
    const scale = canvas.width / canvas.clientWidth;
    const channel = channelAt(sheet, channels, event.offsetX * scale, event.offsetY * scale);
    if (channel !== null) {
      setChosen(channel);
    }
  }

  return (
    <section class="layer" aria-labelledby={`layer-${output.name}`}>
      <header>
        <h2 id={`layer-${output.name}`}>{title}</h2>
        <p class="shape">{shape.join(' × ')}</p>
        {facts && <p class="aside">{inside.facts(facts)}</p>}
        {isPicture && <p class="aside">{inside.pictureAtNote}</p>}
      </header>
      <canvas
        ref={all}
        class="sheet-of-tiles"
        role="img"
        aria-label={inside.tiles(channels)}
        onClick={choose}
      />
      <div class="chosen">
        <canvas ref={one} role="img" aria-label={inside.channel(chosen)} />
        <Slider
          label={inside.channel(chosen)}
          value={chosen}
          min={0}
          max={channels - 1}
          step={1}
          valueText={`${chosen + 1} / ${channels}`}
          onInput={setChosen}
        />
      </div>
    </section>
  );
}
