import { useRef } from 'preact/hooks';
import { usePaintedCanvas } from './use-painted-canvas.ts';

type PictureCanvasProps = {
  picture: ImageData | null | undefined;
  /** The accessible name; empty if a text beside the picture says the same. */
  label: string;
};

/** A picture that may change many times a second, as large as its place on the page. */
export function PictureCanvas({ picture, label }: PictureCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  usePaintedCanvas(canvas, picture);
  const accessibleName =
    label === '' ? { 'aria-hidden': true } : { role: 'img' as const, 'aria-label': label };
  return (
    <span class={picture ? 'picture' : 'picture blank'}>
      <canvas ref={canvas} width={0} height={0} {...accessibleName} />
    </span>
  );
}
