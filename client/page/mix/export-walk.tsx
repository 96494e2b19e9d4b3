import { toFailure } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import { tileRgba } from '../../../picture/tile.ts';
import { useAppContext } from '../app-context.ts';
import { encodeFilm } from '../encode-film/encode-film.ts';
import type { PageModel } from '../models/page-model.ts';
import { downloadPicture, pngFile } from '../saved-files/download.ts';
import { useTexts } from '../texts/language.ts';
import { recordedType, recordWalk } from './record-walk.ts';
import { mixTexts } from './texts.ts';
import { framePositions } from './walk-frames.ts';

const SECONDS_PER_LEG = 1.5;
/** A GIF is large: fewer frames and pixels. */
const GIF = { framesPerSecond: 12.5, edge: 256 };
const VIDEO = { framesPerSecond: 25, edge: 512 };
/** Faces in a PNG strip. */
const STRIP_FACES = 9;
const STRIP_SCALE = 2;

type ExportWalkProps = {
  model: PageModel;
  /** z at a position on the walk, 0 … 1. */
  latentAt: (at: number) => Float32Array;
  /** The length of the walk, in legs from face to face. */
  legs: number;
  /** Whether its end is its start. */
  loops: boolean;
};

/** Saves the walk as a GIF, a video or a strip of faces. */
export function ExportWalk({ model, latentAt, legs, loops }: ExportWalkProps) {
  const app = useAppContext();
  const texts = useTexts(mixTexts);
  const [running, setRunning] = useState<{ what: string; done: number } | null>(null);
  const unmounted = useRef(new AbortController());
  useEffect(() => () => unmounted.current.abort(), []);

  function drawFrames(positions: readonly number[]): Promise<ImageData[]> {
    const latents = positions.map(latentAt);
    return app.engine.draw({ latents, model: model.tag }, { signal: unmounted.current.signal });
  }
  const seconds = legs * SECONDS_PER_LEG;
  function drawFilm(framesPerSecond: number): Promise<ImageData[]> {
    return drawFrames(framePositions(Math.max(2, Math.round(seconds * framesPerSecond)), loops));
  }

  async function run(
    what: string,
    work: (onProgress: (done: number) => void) => Promise<void>,
  ): Promise<void> {
    // What is disabled loses the focus: hence aria-disabled buttons.
    if (running !== null) {
      return;
    }
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

  async function saveGif(onProgress: (done: number) => void): Promise<void> {
    const pictures = await drawFilm(GIF.framesPerSecond);
    const request = { edge: GIF.edge, milliseconds: 1000 * seconds };
    const file = await encodeFilm('gif', pictures, request, signal, onProgress);
    if (file !== null) {
      downloadPicture('dareka-walk.gif', file, mark);
    }
  }

  async function saveVideo(onProgress: (done: number) => void): Promise<void> {
    const pictures = await drawFilm(VIDEO.framesPerSecond);
    const request = { edge: VIDEO.edge, milliseconds: 1000 * seconds };
    const encoded =
      'VideoEncoder' in globalThis ? await encodeFilm('mp4', pictures, request, signal, onProgress) : null;
    if (encoded !== null) {
      downloadPicture('dareka-walk.mp4', encoded, mark);
      return;
    }
    if (recorded === null) {
      throw new Error('this browser can neither encode nor record a video');
    }
    const film = await recordWalk(pictures, VIDEO.edge, VIDEO.framesPerSecond, recorded, signal, onProgress);
    downloadPicture(`dareka-walk.${recorded.extension}`, new Uint8Array(await film.arrayBuffer()), mark);
  }

  const signal = unmounted.current.signal;
  const recorded = recordedType();
  const video = 'VideoEncoder' in globalThis ? 'MP4' : recorded?.name;
  /** Without a share code: the file has several faces. */
  const mark = { model: model.manifest.id };

  return (
    <section class="panel" aria-labelledby="export-walk">
      <h2 id="export-walk">{texts.exportWalk}</h2>
      <div class="row">
        <button
          type="button"
          class="button"
          aria-disabled={running !== null}
          onClick={() => run(texts.gif, saveGif)}
        >
          {texts.gif}
        </button>
        {video !== undefined && (
          <button
            type="button"
            class="button"
            aria-disabled={running !== null}
            onClick={() => run(texts.video, saveVideo)}
          >
            {texts.videoAs(video)}
          </button>
        )}
        <button
          type="button"
          class="button"
          aria-disabled={running !== null}
          onClick={() =>
            run(texts.strip, async () => {
              const strip = sideBySide(await drawFrames(framePositions(STRIP_FACES, false)));
              downloadPicture('dareka-walk.png', pngFile(strip, STRIP_SCALE), mark);
            })
          }
        >
          {texts.strip}
        </button>
      </div>
      {video === undefined && <p class="aside">{texts.noVideo}</p>}
      <p class="aside" role="status">
        {running !== null && `${texts.exporting(running.what)} ${Math.round(running.done * 100)} %`}
      </p>
    </section>
  );
}

/** The pictures in a row, as one picture. */
function sideBySide(pictures: readonly ImageData[]): ImageData {
  const size = pictures[0]?.height ?? 0;
  const pixels = tileRgba(
    pictures.map(({ data }) => new Uint8ClampedArray(data)),
    size,
    pictures.length,
  );
  return new ImageData(pixels, size * pictures.length, size);
}
