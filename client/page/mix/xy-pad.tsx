import { useMemo, useRef } from 'preact/hooks';
import { noiseSize } from '../../../latent/condition/condition.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { PageModel } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { Slider } from '../ui/slider.tsx';
import { type Interpolation, inSquare } from './interpolation.ts';
import { mixTexts } from './texts.ts';
import type { PadPosition } from './use-mix-position.ts';
import type { Player } from './use-player.ts';

/** The number of rows, and of pictures in each. */
const SIDE = 5;

type XyPadProps = {
  model: PageModel;
  /** z of each face: f32 [latentSize]. */
  points: readonly Float32Array[];
  interpolation: Interpolation;
  position: PadPosition;
  onMove: (position: PadPosition) => void;
  /** Moving the handle stops it. */
  player: Player;
};

/**
 * The square of a mix, with pictures in it, and a handle for the position: a press moves the handle there, and a mouse drags it; so does a finger
 * that starts on the handle. For the keyboard there is a slider for each axis.
 */
export function XyPad({ model, points, interpolation, position, onMove, player }: XyPadProps) {
  const texts = useTexts(mixTexts);
  const pad = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const latents = useMemo(
    () =>
      Array.from({ length: SIDE * SIDE }, (_, i) =>
        inSquare(
          points,
          (i % SIDE) / (SIDE - 1),
          Math.floor(i / SIDE) / (SIDE - 1),
          interpolation,
          noiseSize(model),
        ),
      ),
    [points, interpolation, model],
  );
  const pictures = useDrawnFaces(model.tag, latents);

  function move(next: PadPosition): void {
    if (player.playing) {
      player.toggle();
    }
    onMove(next);
  }
  function moveTo(event: MouseEvent): void {
    const box = pad.current?.getBoundingClientRect();
    if (box === undefined) {
      return;
    }
    const clamp = (value: number): number => Math.min(Math.max(value, 0), 1);
    move({
      x: clamp((event.clientX - box.left) / box.width),
      y: clamp((event.clientY - box.top) / box.height),
    });
  }
  const percent = (value: number): string => `${Math.round(value * 100)} %`;

  return (
    <>
      <div
        ref={pad}
        class="xy-pad"
        aria-hidden="true"
        onPointerDown={(event) => {
          // A touch beside the handle may be one that scrolls the page.
          if (event.button === 0 && (event.pointerType !== 'touch' || event.target === handle.current)) {
            pad.current?.setPointerCapture(event.pointerId);
            moveTo(event);
          }
        }}
        onPointerMove={(event) => {
          if (pad.current?.hasPointerCapture(event.pointerId)) {
            moveTo(event);
          }
        }}
        onClick={moveTo}
      >
        {latents.map((_, i) => (
          <PictureCanvas key={i} picture={pictures[i]} label="" />
        ))}
        <span ref={handle} class="xy-pad-handle" style={{ '--x': position.x, '--y': position.y }} />
      </div>
      {(['x', 'y'] as const).map((axis) => (
        <Slider
          key={axis}
          label={axis === 'x' ? texts.horizontal : texts.vertical}
          value={Math.round(position[axis] * 100)}
          min={0}
          max={100}
          step={1}
          valueText={percent(position[axis])}
          onInput={(value) => move({ ...position, [axis]: value / 100 })}
        />
      ))}
    </>
  );
}
