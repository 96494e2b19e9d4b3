import { useRef } from 'preact/hooks';
import { usePaintedCanvas } from '../ui/use-painted-canvas.ts';
import { GRID_SIDE } from './messages.ts';

type SampleGridProps = {
  picture: ImageData | undefined;
  label: string;
  /** Called with the seed of the face that is pressed; null while none can be picked. */
  onPick: ((seed: number) => void) | null;
};

/** The grid of samples. A pointer can pick each; the button below it opens the first one without a pointer. */
export function SampleGrid({ picture, label, onPick }: SampleGridProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  usePaintedCanvas(canvas, picture);
  function pick(event: MouseEvent): void {
    const box = canvas.current?.getBoundingClientRect();
    if (box === undefined || onPick === null) {
      return;
    }
    const cellAt = (offset: number, length: number): number =>
      Math.min(GRID_SIDE - 1, Math.max(0, Math.floor((GRID_SIDE * offset) / length)));
    const row = cellAt(event.clientY - box.top, box.height);
    onPick(1 + GRID_SIDE * row + cellAt(event.clientX - box.left, box.width));
  }
  return (
    <canvas
      ref={canvas}
      class={`face-grid${picture === undefined ? ' blank' : ''}${onPick === null ? '' : ' clickable'}`}
      role="img"
      aria-label={label}
      onClick={pick}
    />
  );
}
