/**
 * The site's picture of a face: as large as its box needs, and requested again where that may help. A picture that is still
 * loading covers nothing: what was shown before stays.
 */
import { FaceError } from './failure.ts';
import { REQUEST_LIMIT_MS, request, unanswered } from './request.ts';
import type { WidgetView } from './view.ts';

export type SitePicture = {
  /** Shows a picture of the site by its path, once it has loaded; null for none. */
  show(path: string | null): void;
  /** Where the picture is shown: requests a larger one if the box needs it, and one that failed again. */
  fit(): void;
  /** Ends what waits. */
  suspend(): void;
};

export type SitePictureOptions = {
  /** The URL of the picture that is as large as the box is now, and its width in pixels. */
  pictureFor(path: string): { readonly url: string; readonly size: number };
  /** Called where a picture failed, once for each path. */
  onFailed(error: FaceError): void;
};

/** How often a picture is requested before it counts as failed. */
const TRIES = 6;

/** Before the second try, in milliseconds; before each further one twice as long. */
const FIRST_WAIT_MS = 2000;

/** The longest wait: timers hold no more than 2³¹ milliseconds. */
const LONGEST_WAIT_MS = 3_600_000;

/** Whether any of it is in the window: not scrolled away, and not in a closed dialog or tab. */
async function isSeen(element: Element): Promise<boolean> {
  // A hidden page observes nothing.
  if (document.hidden || !element.isConnected) {
    return false;
  }
  return new Promise((resolve) => {
    new IntersectionObserver(([entry], observer) => {
      observer.disconnect();
      resolve(entry?.isIntersecting ?? false);
    }).observe(element);
  });
}

export function createSitePicture(
  { image, canvas, frame, show }: Pick<WidgetView, 'image' | 'canvas' | 'frame' | 'show'>,
  { pictureFor, onFailed }: SitePictureOptions,
): SitePicture {
  let path: string | null = null;
  let url = '';
  let size = 0;
  let tries = 0;
  let state: 'loading' | 'loaded' | 'failed' = 'failed';
  let reported = false;
  /** Aborted when a picture is requested. */
  let waits = new AbortController();
  let limit: ReturnType<typeof setTimeout> | undefined;

  function endWaits(): void {
    waits.abort();
    waits = new AbortController();
    clearTimeout(limit);
  }

  function load(): void {
    endWaits();
    state = 'loading';
    tries += 1;
    // A lazy picture loads only where it has a layout.
    image.hidden = false;
    image.src = url;
    limitTime();
  }

  function limitTime(): void {
    clearTimeout(limit);
    const { signal } = waits;
    limit = setTimeout(async () => {
      const seen = await isSeen(frame);
      if (signal.aborted) {
        return;
      }
      if (seen) {
        image.removeAttribute('src');
        void fail(true);
      } else {
        // A picture that is not seen has not been requested yet.
        limitTime();
      }
    }, REQUEST_LIMIT_MS);
  }

  /** Finds out why the picture failed, which an image does not say, and whether and when to request it again. */
  async function fail(timedOut = false): Promise<void> {
    endWaits();
    state = 'failed';
    const { signal } = waits;
    // It is transparent, but keeps its text alternative.
    image.classList.add('missing');
    frame.classList.remove('shown');
    const error = await errorOf(timedOut);
    if (signal.aborted) {
      return;
    }
    const { reason, status, retryAfter } = error;
    const again =
      tries < TRIES && reason !== 'policy' && (status === null || status === 429 || status >= 500);
    const quiet = again && (status === 429 || status === 503);
    if (!reported && !quiet) {
      reported = true;
      onFailed(error);
    }
    addEventListener('online', load, { signal });
    if (again && reason !== 'offline') {
      // Not all faces of a page at the same time.
      const wait = (retryAfter ?? FIRST_WAIT_MS * 2 ** (tries - 1)) * (1 + Math.random() / 4);
      const timer = setTimeout(load, Math.min(wait, LONGEST_WAIT_MS));
      signal.addEventListener('abort', () => clearTimeout(timer));
    }
  }

  async function errorOf(timedOut: boolean): Promise<FaceError> {
    const error = await unanswered(url, 'picture', 'the picture did not load', timedOut);
    if (error.reason !== 'unreachable') {
      return error;
    }
    try {
      await request(url, 'picture', (response) => response.blob());
    } catch (cause) {
      // A policy that forbids requests does not forbid pictures.
      return cause instanceof FaceError && cause.reason !== 'policy' ? cause : error;
    }
    return error;
  }

  /** Requests the picture, unless it is there or on its way, and large enough. */
  function update(of: string): void {
    const next = pictureFor(of);
    // Before the first layout the size of the box is unknown, so the picture may be too large as well.
    const fits = state === 'loaded' ? next.size <= size : next.size === size;
    if (state === 'failed' || !fits) {
      ({ url, size } = next);
      tries = 0;
      load();
    } else if (state === 'loading') {
      limitTime();
    }
  }

  image.addEventListener('load', () => {
    endWaits();
    state = 'loaded';
    image.classList.remove('missing');
    if (canvas.hidden) {
      show('picture');
    }
  });
  image.addEventListener('error', () => void fail());

  return {
    show(next) {
      if (next === null) {
        endWaits();
        path = null;
        image.removeAttribute('src');
        show(null);
        return;
      }
      canvas.hidden = true;
      image.hidden = false;
      if (next !== path) {
        path = next;
        state = 'failed';
        reported = false;
      }
      update(next);
      if (state === 'loaded') {
        show('picture');
      }
    },
    fit() {
      if (path !== null && !image.hidden) {
        update(path);
      }
    },
    suspend: endWaits,
  };
}
