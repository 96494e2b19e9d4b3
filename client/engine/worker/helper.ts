/** One thread that helps to draw: takes latents, gives pictures, for one model. */
import { type DrawFace, type KernelModel, openGenerator } from '../../../kernel/generator.ts';
import { messageOf } from '../failure.ts';
import { joined } from './joined.ts';

export type HelperRequest =
  | { type: 'open'; model: KernelModel }
  | { type: 'draw'; latents: readonly Float32Array[] };

export type HelperReply =
  | { type: 'ready' }
  | { type: 'drawn'; pixels: Uint8ClampedArray<ArrayBuffer> }
  | { type: 'failed'; detail: string };

/** The name of a worker that is a helper. */
export const HELPER = 'dareka-helper';

let draw: DrawFace | undefined;

/** Begins to help. */
export function serveHelper(): void {
  self.addEventListener('message', ({ data }: MessageEvent<HelperRequest>) => {
    try {
      answer(data);
    } catch (error) {
      reply({ type: 'failed', detail: messageOf(error) });
    }
  });
}

function answer(request: HelperRequest): void {
  if (request.type === 'open') {
    draw = openGenerator(request.model);
    reply({ type: 'ready' });
    return;
  }
  if (draw === undefined) {
    throw new Error('the model has to come first');
  }
  const pixels = joined(request.latents.map(draw));
  reply({ type: 'drawn', pixels }, [pixels.buffer]);
}

function reply(message: HelperReply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
