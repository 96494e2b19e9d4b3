import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useDeviceEdge } from '../hooks/use-device-edge.ts';
import { clearCanvas, paintCanvasGradually } from './paint-canvas.ts';

/** A picture that is not replaced for this long is resampled. */
const STILL_MS = 250;

/**
 * Paints a picture on a canvas, in as many pixels as the canvas has on screen. The page shows a face larger than it was drawn in this way
 * only. The picture may change many times a second; the last one is resampled once it rests. Until it is painted the canvas
 * is `aria-busy`. The canvas's size on the page must not depend on its pixels.
 */
export function usePaintedCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  picture: ImageData | null | undefined,
): void {
  const edge = useDeviceEdge(canvas);
  const isPainted = useRef(false);

  useLayoutEffect(() => {
    const target = canvas.current;
    if (target === null) {
      return;
    }
    if (!picture) {
      clearCanvas(target);
      target.ariaBusy = null;
      isPainted.current = false;
      return;
    }
    if (edge === null) {
      target.ariaBusy = 'true';
      return;
    }
    // Whether another picture follows is not known yet: enlarging this one at once would slow down a slow device.
    const delay = isPainted.current ? STILL_MS : 0;
    isPainted.current = true;
    return paintCanvasGradually(target, picture, edge, delay);
  }, [picture, edge]);

  useEffect(() => {
    const target = canvas.current;
    return () => {
      if (target !== null) {
        clearCanvas(target);
      }
    };
  }, []);
}
