/** The film of a training: an animated WebP, whose frames are decoded one by one where the browser can. */

export type Film = {
  readonly frames: number;
  /** The picture of a frame; whoever asks closes it. */
  frame(index: number): Promise<VideoFrame>;
  close(): void;
};

/** @returns null where this browser decodes no single frames; the film plays as an image there */
export async function openFilm(url: string, signal: AbortSignal): Promise<Film | null> {
  if (!('ImageDecoder' in globalThis) || !(await ImageDecoder.isTypeSupported('image/webp'))) return null;
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url} was answered with status ${response.status}`);
  const decoder = new ImageDecoder({ data: await response.arrayBuffer(), type: 'image/webp' });
  await decoder.tracks.ready;
  return {
    frames: decoder.tracks.selectedTrack?.frameCount ?? 0,
    frame: async (frameIndex) => (await decoder.decode({ frameIndex })).image,
    close: () => decoder.close(),
  };
}
