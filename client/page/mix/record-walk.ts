/** Records a walk as a video while it plays, for browsers that cannot encode one frame by frame. */
import { paintCanvas } from '../ui/paint-canvas.ts';

export type RecordedType = {
  readonly mime: string;
  readonly extension: 'mp4' | 'webm';
  readonly name: string;
};

const TYPES: readonly RecordedType[] = [
  { mime: 'video/mp4;codecs=avc1.42E01F', extension: 'mp4', name: 'MP4' },
  { mime: 'video/webm;codecs=vp9', extension: 'webm', name: 'WebM' },
  { mime: 'video/webm', extension: 'webm', name: 'WebM' },
];
const BITS_PER_SECOND = 4_000_000;

/** What this browser can record, or null. */
export function recordedType(): RecordedType | null {
  if (!('MediaRecorder' in globalThis) || !('captureStream' in HTMLCanvasElement.prototype)) {
    return null;
  }
  return TYPES.find(({ mime }) => MediaRecorder.isTypeSupported(mime)) ?? null;
}

/**
 * Takes as long as the walk lasts, or longer on a busy device.
 *
 * @param edge of the video, in pixels
 * @param onProgress called with the fraction that is done, 0 … 1
 * @throws the signal's reason when aborted; Error where the recording fails
 */
export async function recordWalk(
  pictures: readonly ImageData[],
  edge: number,
  framesPerSecond: number,
  { mime }: RecordedType,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const show = (picture: ImageData): void => paintCanvas(canvas, picture, edge);
  const [first] = pictures;
  if (first !== undefined) {
    show(first);
  }
  const recorder = new MediaRecorder(canvas.captureStream(framesPerSecond), {
    mimeType: mime,
    videoBitsPerSecond: BITS_PER_SECOND,
  });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const stopped = new Promise<void>((resolve, reject) => {
    recorder.addEventListener('stop', () => resolve());
    recorder.addEventListener('error', () => reject(new Error('the browser could not record the video')));
  });
  recorder.start();
  for (const [i, picture] of pictures.entries()) {
    show(picture);
    onProgress((i + 1) / pictures.length);
    await new Promise((resolve) => setTimeout(resolve, 1000 / framesPerSecond));
    if (signal.aborted) {
      break;
    }
  }
  recorder.stop();
  await stopped;
  signal.throwIfAborted();
  return new Blob(parts, { type: mime });
}
