import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { clearCanvas, showPicture } from '../ui/paint-canvas.ts';
import type { WallFace } from './wall-face.ts';

/**
 * Shows the pictures of all tiles while the page is printed. Tiles far from the window have none on screen, and printing does not wait until they
 * are painted.
 *
 * @param list whose children are the tiles of `faces`, as many as are rendered
 */
export function usePrintedTiles(list: RefObject<HTMLUListElement | null>, faces: readonly WallFace[]): void {
  useEffect(() => {
    const shown = new Set<HTMLCanvasElement>();
    const ended = new AbortController();
    const { signal } = ended;
    function show(): void {
      for (const [i, tile] of [...(list.current?.children ?? [])].entries()) {
        const canvas = tile.querySelector('canvas');
        const picture = faces[i]?.picture.get();
        if (canvas?.width !== 0 || !picture) {
          continue;
        }
        showPicture(canvas, picture);
        // What is near is about to be painted, and stays.
        if (canvas.ariaBusy === null) {
          shown.add(canvas);
        }
      }
    }
    function hide(): void {
      for (const canvas of shown) {
        clearCanvas(canvas);
      }
      shown.clear();
    }
    addEventListener('beforeprint', show, { signal });
    addEventListener('afterprint', hide, { signal });
    return () => ended.abort();
  }, [faces]);
}
