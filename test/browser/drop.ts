/** Files that a visitor drops on the page. */
import type { Page } from 'playwright-core';

export async function dropFile(page: Page, name: string, content: Buffer): Promise<void> {
  await page.evaluate(
    ([fileName, base64]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], fileName));
      for (const type of ['dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    },
    [name, content.toString('base64')] as const,
  );
}
