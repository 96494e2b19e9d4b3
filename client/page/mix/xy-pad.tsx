import { useMemo, useRef } from 'preact/hooks';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useTexts } from '../texts/language.ts';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { Slider } from '../ui/slider.tsx';
import { type Interpolation, inSquare } from './interpolation.ts';
import { mixTexts } from './texts.ts';
import type { Player } from './use-player.ts';

/** Pictures a side. */
const SIDE = 5;
const EDGE = 96;

type Position = { readonly x: number; readonly y: number };

type XyPadProps = {
  model: LoadedModel;
  points: readonly Float32Array[];
  curve: Interpolation;
  place: Position;
  onMove: (place: Position) => void;
  player: Player;
};

/** The square, laid out in pictures, to move about in: with a pointer, or with a slider each way. */
export function XyPad({ model, points, curve, place, onMove, player }: XyPadProps) {
  const mix = useTexts(mixTexts);
  const field = useRef<HTMLDivElement>(null);
  const latents = useMemo(
    () =>
      Array.from({ length: SIDE * SIDE }, (_, i) =>
        inSquare(points, (i % SIDE) / (SIDE - 1), Math.floor(i / SIDE) / (SIDE - 1), curve),
      ),
    [points, curve],
  );
  const pictures = useDrawnFaces(model.tag, latents);

  function move(next: Position): void {
    if (player.playing) {
      player.toggle();
    }
    onMove(next);
  }
  function follow(event: PointerEvent): void {
    const box = field.current?.getBoundingClientRect();
    if (box === undefined || event.buttons === 0) {
      return;
    }
    const within = (value: number): number => Math.min(Math.max(value, 0), 1);
    move({
      x: within((event.clientX - box.left) / box.width),
      y: within((event.clientY - box.top) / box.height),
    });
  }
  const percent = (value: number): string => `${Math.round(value * 100)} %`;

  return (
    <>
      <div
        ref={field}
        class="pad"
        aria-hidden="true"
        onPointerDown={(event) => {
          field.current?.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onPointerMove={follow}
      >
        {latents.map((_, i) => (
          <PictureCanvas key={i} picture={pictures[i]} edge={EDGE} label="" />
        ))}
        <span class="spot" style={{ left: percent(place.x), top: percent(place.y) }} />
      </div>
      {(['x', 'y'] as const).map((axis) => (
        <Slider
          key={axis}
          label={axis === 'x' ? mix.across : mix.down}
          value={Math.round(place[axis] * 100)}
          min={0}
          max={100}
          step={1}
          valueText={percent(place[axis])}
          onInput={(value) => move({ ...place, [axis]: value / 100 })}
        />
      ))}
    </>
  );
}
