import { toFailure } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { downloadFile, pngFile } from '../download.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useTexts } from '../texts/language.ts';
import { encodeGif } from './gif.ts';
import { sideBySide } from './side-by-side.ts';
import { mixTexts } from './texts.ts';
import { recordVideo, videoType } from './video.ts';

const FRAMES_A_SECOND = 20;
const SECONDS_A_LEG = 1.5;
/** How many faces a PNG strip shows. */
const STRIP = 9;
/** GIFs and videos are this many times as large as what was drawn. */
const FACTOR = 4;

type ExportWalkProps = { model: LoadedModel; frame: (at: number) => Float32Array; legs: number };

/** The walk as a file. */
export function ExportWalk({ model, frame, legs }: ExportWalkProps) {
  const app = useAppContext();
  const mix = useTexts(mixTexts);
  const [making, setMaking] = useState<{ what: string; done: number } | null>(null);
  const gone = useRef(new AbortController());
  useEffect(() => () => gone.current.abort(), []);

  function drawn(count: number, last: number): Promise<ImageData[]> {
    const latents = Array.from({ length: count }, (_, i) => frame((i / Math.max(1, count - 1)) * last));
    return app.engine.draw({ latents, model: model.tag }, { signal: gone.current.signal });
  }
  const frames = Math.round(legs * SECONDS_A_LEG * FRAMES_A_SECOND);

  async function make(
    what: string,
    work: (progress: (done: number) => void) => Promise<void>,
  ): Promise<void> {
    setMaking({ what, done: 0 });
    try {
      await work((done) => setMaking({ what, done }));
    } catch (error) {
      if (!gone.current.signal.aborted) {
        app.failure.set(toFailure(error));
      }
    }
    setMaking(null);
  }
  const signal = gone.current.signal;
  const video = videoType();

  return (
    <section class="panel" aria-labelledby="take-walk">
      <h2 id="take-walk">{mix.export}</h2>
      <div class="row">
        <button
          type="button"
          class="button"
          disabled={making !== null}
          onClick={() =>
            make(mix.gif, async (progress) => {
              const pictures = await drawn(frames, 1 - 1 / frames);
              downloadFile(
                'dareka-walk.gif',
                await encodeGif(pictures, FACTOR, FRAMES_A_SECOND, signal, progress),
              );
            })
          }
        >
          {mix.gif}
        </button>
        {video !== null && (
          <button
            type="button"
            class="button"
            disabled={making !== null}
            onClick={() =>
              make(mix.video, async (progress) => {
                const pictures = await drawn(frames, 1 - 1 / frames);
                const file = await recordVideo(pictures, FACTOR, FRAMES_A_SECOND, video, signal, progress);
                downloadFile(`dareka-walk.${video.extension}`, file);
              })
            }
          >
            {mix.video} ({video.name})
          </button>
        )}
        <button
          type="button"
          class="button"
          disabled={making !== null}
          onClick={() =>
            make(mix.strip, async () => {
              downloadFile('dareka-walk.png', await pngFile(sideBySide(await drawn(STRIP, 1)), 2));
            })
          }
        >
          {mix.strip}
        </button>
      </div>
      {video === null && <p class="aside">{mix.noVideo}</p>}
      <p class="aside" role="status">
        {making !== null && `${mix.making(making.what)} ${Math.round(making.done * 100)} %`}
      </p>
    </section>
  );
}
