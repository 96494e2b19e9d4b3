import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { paintCanvasGradually } from './paint-canvas.ts';

/** After this long without another picture the last one is painted sharp. */
const STILL_MS = 250;

type PictureCanvasProps = {
  picture: ImageData | null | undefined;
  /** The least edge wanted, in pixels of the canvas. */
  edge: number;
  /** Of what it is a picture; empty where words beside it say so. */
  label: string;
};

/** A picture on a canvas: sharp when it rests, quick while it changes. */
export function PictureCanvas({ picture, edge, label }: PictureCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painted = useRef(false);

  useLayoutEffect(() => {
    const target = canvas.current;
    if (target === null || !picture) {
      return;
    }
    // Whether more will come only shows later, and a device that is slow already must not be made slower.
    const rest = painted.current ? STILL_MS : 0;
    painted.current = true;
    return paintCanvasGradually(target, picture, edge, rest);
  }, [picture, edge]);

  useEffect(() => {
    const target = canvas.current;
    // Phones give out little memory for canvases, and take back that of a canvas without pixels at once.
    return () => {
      if (target !== null) {
        target.width = 0;
      }
    };
  }, []);

  const named = label === '' ? { 'aria-hidden': true } : { role: 'img' as const, 'aria-label': label };
  return (
    <span class={picture ? 'picture' : 'picture blank'}>
      <canvas ref={canvas} width={0} height={0} {...named} />
    </span>
  );
}
