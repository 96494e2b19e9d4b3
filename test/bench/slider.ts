/** Measures pictures per second in the studio while a slider moves. */
import type { Browser } from 'playwright-core';

const SECONDS = 4;

/**
 * Moves the first slider back and forth, a little in each frame.
 *
 * @returns pictures of the face shown per second, on WASM
 */
export async function picturesASecond(browser: Browser, site: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`${site}/?backend=wasm#studio`);
    await page.locator('.controls .picture:not(.blank)').last().waitFor();
    return await page.evaluate(async (seconds) => {
      const canvas = document.querySelector('.preview-picture .picture canvas');
      const slider = document.querySelector<HTMLInputElement>('.direction-groups input');
      if (slider === null) {
        throw new Error('the model has no directions');
      }
      let pictures = 0;
      // A picture is shown sharp or, while others follow, enlarged by the browser.
      function count(method: 'putImageData' | 'drawImage'): void {
        const paint: (...picture: never[]) => void = CanvasRenderingContext2D.prototype[method];
        CanvasRenderingContext2D.prototype[method] = function (this, ...picture: unknown[]) {
          if (this.canvas === canvas) {
            pictures++;
          }
          return Reflect.apply(paint, this, picture);
        };
      }
      count('putImageData');
      count('drawImage');
      const started = performance.now();
      const passed = (): number => (performance.now() - started) / 1000;
      while (passed() < seconds) {
        slider.value = String(Number(slider.max) * Math.sin(2 * passed()));
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise(requestAnimationFrame);
      }
      if (pictures === 0) {
        throw new Error('the slider moved, and no picture came');
      }
      return pictures / passed();
    }, SECONDS);
  } finally {
    await context.close();
  }
}
