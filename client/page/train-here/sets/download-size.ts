/**
 * How many bytes fetching some files would transfer, compressed where the server compresses them.
 *
 * @returns bytes, without those of files that are stored already; null where the server does not say, or cannot be reached
 */
export async function downloadSize(urls: readonly string[]): Promise<number | null> {
  try {
    const sizes = await Promise.all(urls.map(sizeOf));
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    return null;
  }
}

async function sizeOf(url: string): Promise<number> {
  if ((await caches.match(url)) !== undefined) {
    return 0;
  }
  const { ok, headers } = await fetch(url, { method: 'HEAD' });
  const length = headers.get('Content-Length');
  if (!ok || length === null) {
    throw new Error(`the size of ${url} is unknown`);
  }
  return Number(length);
}
