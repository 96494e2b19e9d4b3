import { useRef } from 'preact/hooks';
import { usePaintedCanvas } from '../../ui/use-painted-canvas.ts';

type SampleGridProps = {
  picture: ImageData | undefined;
  label: string;
  /** The number of pictures on each side. */
  side: number;
  /** The classes, of which each has a row; undefined where there are none. */
  classes?: readonly string[] | undefined;
  /** Called with the row and the column of a picture that is pressed; null while none can be picked. */
  onPick: ((row: number, column: number) => void) | null;
};

/** The grid of samples. A pointer can pick any of them; without a pointer, a button of the session opens the first one. */
export function SampleGrid({ picture, label, side, classes, onPick }: SampleGridProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  usePaintedCanvas(canvas, picture);
  function pick(event: MouseEvent): void {
    const box = canvas.current?.getBoundingClientRect();
    if (box === undefined || onPick === null) {
      return;
    }
    const cellAt = (offset: number, length: number): number =>
      Math.min(side - 1, Math.max(0, Math.floor((side * offset) / length)));
    onPick(cellAt(event.clientY - box.top, box.height), cellAt(event.clientX - box.left, box.width));
  }
  const grid = (
    <canvas
      ref={canvas}
      class={`face-grid${picture === undefined ? ' blank' : ''}${onPick === null ? '' : ' clickable'}`}
      role="img"
      aria-label={label}
      onClick={pick}
    />
  );
  return classes === undefined ? (
    grid
  ) : (
    <div class="class-samples">
      <ol class="class-names" aria-hidden="true">
        {classes.map((name) => (
          <li key={name}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ol>
      {grid}
    </div>
  );
}
