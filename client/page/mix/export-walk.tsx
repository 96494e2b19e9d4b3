import { toFailure } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import { tileRgba } from '../../../picture/tile.ts';
import { useAppContext } from '../app-context.ts';
import { downloadFile, downloadPicture, pngFile } from '../download.ts';
import type { PageModel } from '../page-model.ts';
import { useTexts } from '../texts/language.ts';
import { encodeGif } from './gif.ts';
import { mixTexts } from './texts.ts';
import { recordVideo, videoType } from './video.ts';

const FRAMES_PER_SECOND = 20;
const SECONDS_PER_LEG = 1.5;
/** Faces in a PNG strip. */
const STRIP_FACES = 9;
/** GIFs and videos enlarge the faces so many times. */
const SCALE = 4;
const STRIP_SCALE = 2;

type ExportWalkProps = {
  model: PageModel;
  /** z at a position on the walk, 0 … 1. */
  latentAt: (at: number) => Float32Array;
  /** The length of the walk, in legs from face to face. */
  legs: number;
};

/** Saves the walk as a GIF, a video or a strip of faces. */
export function ExportWalk({ model, latentAt, legs }: ExportWalkProps) {
  const app = useAppContext();
  const texts = useTexts(mixTexts);
  const [running, setRunning] = useState<{ what: string; done: number } | null>(null);
  const unmounted = useRef(new AbortController());
  useEffect(() => () => unmounted.current.abort(), []);

  /** Draws the walk from its start to `last`, 0 … 1, in equal steps. */
  function drawFrames(count: number, last: number): Promise<ImageData[]> {
    const latents = Array.from({ length: count }, (_, i) => latentAt((i / Math.max(1, count - 1)) * last));
    return app.engine.draw({ latents, model: model.tag }, { signal: unmounted.current.signal });
  }
  const frames = Math.round(legs * SECONDS_PER_LEG * FRAMES_PER_SECOND);

  async function run(what: string, work: (progress: (done: number) => void) => Promise<void>): Promise<void> {
    setRunning({ what, done: 0 });
    try {
      await work((done) => setRunning({ what, done }));
    } catch (error) {
      if (!unmounted.current.signal.aborted) {
        app.failure.set(toFailure(error));
      }
    }
    setRunning(null);
  }
  const signal = unmounted.current.signal;
  const video = videoType();
  /** It has several faces, so it has no share code. */
  const mark = { model: model.manifest.id };

  return (
    <section class="panel" aria-labelledby="export-walk">
      <h2 id="export-walk">{texts.exportWalk}</h2>
      <div class="row">
        <button
          type="button"
          class="button"
          disabled={running !== null}
          onClick={() =>
            run(texts.gif, async (progress) => {
              const pictures = await drawFrames(frames, 1 - 1 / frames);
              const file = await encodeGif(pictures, SCALE, FRAMES_PER_SECOND, signal, progress);
              downloadPicture('dareka-walk.gif', file, mark);
            })
          }
        >
          {texts.gif}
        </button>
        {video !== null && (
          <button
            type="button"
            class="button"
            disabled={running !== null}
            onClick={() =>
              run(texts.video, async (progress) => {
                const pictures = await drawFrames(frames, 1 - 1 / frames);
                const file = await recordVideo(pictures, SCALE, FRAMES_PER_SECOND, video, signal, progress);
                const name = `dareka-walk.${video.extension}`;
                // WebM has no place for XMP.
                if (video.extension === 'webm') {
                  downloadFile(name, file);
                } else {
                  downloadPicture(name, new Uint8Array(await file.arrayBuffer()), mark);
                }
              })
            }
          >
            {texts.video} ({video.name})
          </button>
        )}
        <button
          type="button"
          class="button"
          disabled={running !== null}
          onClick={() =>
            run(texts.strip, async () => {
              const strip = sideBySide(await drawFrames(STRIP_FACES, 1));
              downloadPicture('dareka-walk.png', pngFile(strip, STRIP_SCALE), mark);
            })
          }
        >
          {texts.strip}
        </button>
      </div>
      {video === null && <p class="aside">{texts.noVideo}</p>}
      <p class="aside" role="status">
        {running !== null && `${texts.exporting(running.what)} ${Math.round(running.done * 100)} %`}
      </p>
    </section>
  );
}

/** All in a row. */
function sideBySide(pictures: readonly ImageData[]): ImageData {
  const size = pictures[0]?.height ?? 0;
  const pixels = tileRgba(
    pictures.map(({ data }) => new Uint8ClampedArray(data)),
    size,
    pictures.length,
  );
  return new ImageData(pixels, size * pictures.length, size);
}
