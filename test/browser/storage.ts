/** Reads what a page has stored in its browser, and stores what an earlier build would have. */
import type { Page } from 'playwright-core';
import { DATABASE, OBJECT_STORE } from '../../client/storage/names.ts';

/** Waits until the view "about" says that all of the page is stored for offline use, except perhaps for what training needs. */
export async function untilStored(page: Page): Promise<void> {
  await page.getByText('this page works without a network too').waitFor({ timeout: 100_000 });
}

/** The bytes of the first entry of a cache whose URL ends with `end`, or null. */
export async function readCached(page: Page, cache: string, end: string): Promise<Buffer | null> {
  const text = await page.evaluate(
    async ([name, suffix]) => {
      const opened = await caches.open(name);
      const request = (await opened.keys()).find(({ url }) => url.endsWith(suffix));
      const response = request && (await opened.match(request));
      if (response === undefined) {
        return null;
      }
      const reader = new FileReader();
      reader.readAsDataURL(await response.blob());
      await new Promise((resolve) => reader.addEventListener('load', resolve));
      return String(reader.result).split(',')[1] ?? '';
    },
    [cache, end] as const,
  );
  return text === null ? null : Buffer.from(text, 'base64');
}

/** The URLs of all entries of all caches. */
export function cachedUrls(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const keys = await Promise.all(
      (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
    );
    return keys.flat().map(({ url }) => url);
  });
}

/** Stores a file as an earlier build did. */
export async function writeCached(page: Page, cache: string, url: string, bytes: Buffer): Promise<void> {
  await page.evaluate(
    async ([name, address, text]) => {
      const body = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      await (await caches.open(name)).put(address, new Response(body));
    },
    [cache, url, bytes.toString('base64')] as const,
  );
}

/** The value of a note, bytes as base64; undefined where there is none. */
export function readNote(page: Page, key: string): Promise<unknown> {
  return page.evaluate(
    async ([database, objectStore, name]) => {
      // Opening a database that is not there would create it.
      if (!(await indexedDB.databases()).some((each) => each.name === database)) {
        return undefined;
      }
      function done<T>(request: IDBRequest<T>): Promise<T> {
        return new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      }
      const opened = await done(indexedDB.open(database));
      const value: unknown = await done(opened.transaction(objectStore).objectStore(objectStore).get(name));
      opened.close();
      if (!(value instanceof ArrayBuffer)) {
        return value;
      }
      const reader = new FileReader();
      reader.readAsDataURL(new Blob([value]));
      await new Promise((resolve) => reader.addEventListener('load', resolve));
      return String(reader.result).split(',')[1] ?? '';
    },
    [DATABASE, OBJECT_STORE, key] as const,
  );
}

/** Changes the notes as an earlier build of the page would have left them. @param change is run in the page, given the object store and `words` */
export async function changeNotes(
  page: Page,
  change: (store: IDBObjectStore, ...words: string[]) => unknown,
  words: readonly string[],
): Promise<void> {
  // As text: the page's policy lets no script make a function of a text.
  await page.evaluate(`(async () => {
    const opening = indexedDB.open(${JSON.stringify(DATABASE)});
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const writing = opening.result.transaction(${JSON.stringify(OBJECT_STORE)}, 'readwrite');
    (${change})(writing.objectStore(${JSON.stringify(OBJECT_STORE)}), ...${JSON.stringify(words)});
    await new Promise((resolve) => writing.addEventListener('complete', resolve));
    opening.result.close();
  })()`);
}
