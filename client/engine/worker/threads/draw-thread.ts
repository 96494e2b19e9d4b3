/** One of the threads that draw: takes latents, returns pictures, for one model. */
import { type DrawFace, type KernelModel, openGenerator } from '../../../../kernel/generator.ts';
import { messageOf } from '../../failure.ts';

export type DrawThreadRequest =
  | { type: 'open'; model: KernelModel }
  | { type: 'draw'; latents: readonly Float32Array[]; side: number }
  | { type: 'end' };

export type DrawThreadReply =
  | { type: 'ready' }
  | { type: 'drawn'; pixels: Uint8ClampedArray<ArrayBuffer> }
  | { type: 'failed'; detail: string };

let draw: DrawFace | undefined;

/** Starts answering requests. @param port to the worker that it draws for */
export function serveDrawThread(port: MessagePort): void {
  port.onmessage = ({ data }: MessageEvent<DrawThreadRequest>) => {
    try {
      answer(data, (reply, transfer = []) => port.postMessage(reply, transfer));
    } catch (error) {
      port.postMessage({ type: 'failed', detail: messageOf(error) } satisfies DrawThreadReply);
    }
  };
}

/** Concatenates pictures of the same side: RGBA u8 [n, side, side, 4]. */
export function concatPictures(pictures: readonly Uint8ClampedArray[]): Uint8ClampedArray<ArrayBuffer> {
  const whole = new Uint8ClampedArray(pictures.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const picture of pictures) {
    whole.set(picture, offset);
    offset += picture.length;
  }
  return whole;
}

function answer(
  request: DrawThreadRequest,
  reply: (message: DrawThreadReply, transfer?: Transferable[]) => void,
): void {
  if (request.type === 'end') {
    self.close();
    return;
  }
  if (request.type === 'open') {
    draw = openGenerator(request.model);
    reply({ type: 'ready' });
    return;
  }
  const { latents, side } = request;
  const drawOne = draw;
  if (drawOne === undefined) {
    throw new Error('a draw request came before the model');
  }
  const pixels = concatPictures(latents.map((z) => drawOne(z, { side })));
  reply({ type: 'drawn', pixels }, [pixels.buffer]);
}
