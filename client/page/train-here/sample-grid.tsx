import { useLayoutEffect, useRef } from 'preact/hooks';
import { paintCanvasGradually } from '../ui/paint-canvas.ts';

const GRID = 8;
/** Sharp enough on dense screens. */
const EDGE = 512;

type SampleGridProps = {
  picture: ImageData | undefined;
  label: string;
  /** Given the seed of the face that is pressed; null where none is to be had. */
  choose: ((seed: number) => void) | null;
};

/** The grid of faces. Each is a shortcut to the studio for pointers; the button beside it is for all. */
export function SampleGrid({ picture, label, choose }: SampleGridProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current !== null && picture !== undefined) {
      return paintCanvasGradually(canvas.current, picture, EDGE);
    }
  }, [picture]);
  function press(event: MouseEvent): void {
    const box = canvas.current?.getBoundingClientRect();
    if (box === undefined || choose === null) {
      return;
    }
    const place = (offset: number, length: number): number =>
      Math.min(GRID - 1, Math.max(0, Math.floor((GRID * offset) / length)));
    const row = place(event.clientY - box.top, box.height);
    choose(1 + GRID * row + place(event.clientX - box.left, box.width));
  }
  return (
    <canvas
      ref={canvas}
      class={`face-grid${picture === undefined ? ' blank' : ''}${choose === null ? '' : ' pressable'}`}
      role="img"
      aria-label={label}
      onClick={press}
    />
  );
}
