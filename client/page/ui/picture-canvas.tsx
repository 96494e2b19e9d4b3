import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { paintCanvasGradually } from './paint-canvas.ts';

/** A picture that is not replaced for this long is enlarged well. */
const STILL_MS = 250;

type PictureCanvasProps = {
  picture: ImageData | null | undefined;
  /** The least edge of the canvas, in pixels. */
  edge: number;
  /** The accessible name; empty if a text beside the picture says the same. */
  label: string;
};

/** A picture that may change many times a second: enlarged by the browser while it changes, and well when it rests. */
export function PictureCanvas({ picture, edge, label }: PictureCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isPainted = useRef(false);

  useLayoutEffect(() => {
    const target = canvas.current;
    if (target === null || !picture) {
      return;
    }
    // Whether another picture follows is not known yet: enlarging this one at once would slow down a slow device.
    const delay = isPainted.current ? STILL_MS : 0;
    isPainted.current = true;
    return paintCanvasGradually(target, picture, edge, delay);
  }, [picture, edge]);

  useEffect(() => {
    const target = canvas.current;
    // Phones limit the memory of all canvases; a canvas without pixels gives its memory back at once.
    return () => {
      if (target !== null) {
        target.width = 0;
      }
    };
  }, []);

  const accessibleName =
    label === '' ? { 'aria-hidden': true } : { role: 'img' as const, 'aria-label': label };
  return (
    <span class={picture ? 'picture' : 'picture blank'}>
      <canvas ref={canvas} width={0} height={0} {...accessibleName} />
    </span>
  );
}
