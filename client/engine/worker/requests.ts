/** Answers the page's requests. Faces are drawn in batches, so that the first show soon and a call can be aborted. */
import { sideFor } from '../../../kernel/plan.ts';
import type { Face } from '../../../latent/face.ts';
import { type Failure, toFailure } from '../failure.ts';
import type { EngineReply, EngineRequest } from '../messages.ts';
import { createModels, type Models } from './models.ts';
import { serveDrawThread } from './threads/draw-thread.ts';
import { failThread } from './threads/thread-pool.ts';

/** Faces drawn at once, unless the settings say otherwise: few enough for a slow phone. */
const BATCH = 8;

let models: Models | undefined;
let batch = BATCH;
const running = new Set<number>();

/** Starts answering requests. */
export function serveRequests(): void {
  self.addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => handle(data));
}

function handle(request: EngineRequest): void {
  switch (request.type) {
    case 'settings':
      batch = request.settings.recovery?.singleFace ? 1 : (request.settings.batch ?? BATCH);
      models = createModels(request.settings, {
        onProgress: (tag, progress) => reply({ type: 'progress', tag, progress }),
        onBackend: (drawnBy) => reply({ type: 'backend', drawnBy }),
      });
      break;
    case 'drawFor':
      serveDrawThread(request.port);
      break;
    case 'threadFailed':
      failThread(request.thread, request.detail);
      break;
    case 'load':
      void answer(request.id, async (ready) => {
        const manifest = await ready.load(request.tag);
        reply({ type: 'loaded', id: request.id, manifest });
      });
      break;
    case 'draw':
      void answer(request.id, (ready) => draw(ready, request));
      break;
    case 'activations':
      void answer(request.id, (ready) => sendActivations(ready, request.id, request.face));
      break;
    case 'latent':
      void answer(request.id, async (ready) => {
        const { latent } = await ready.open(request.face.model);
        reply({ type: 'latent', id: request.id, z: latent(request.face) });
      });
      break;
    case 'directions':
      void answer(request.id, async (ready) => {
        reply({ type: 'directions', id: request.id, vectors: await ready.directions(request.tag) });
      });
      break;
    case 'discriminate':
      void answer(request.id, async (ready) => {
        const { id, tag, size, pixels, y } = request;
        reply({ type: 'discriminated', id, output: await ready.discriminate(id, tag, { size, pixels, y }) });
      });
      break;
    case 'store':
      void answer(request.id, async (ready) => {
        await ready.store(request.tag, request.names);
        reply({ type: 'done', id: request.id });
      });
      break;
    case 'abort':
      running.delete(request.id);
      break;
  }
}

async function answer(id: number, work: (ready: Models) => Promise<void>): Promise<void> {
  running.add(id);
  try {
    if (models === undefined) {
      throw new Error('a request came before the settings');
    }
    await work(models);
  } catch (error) {
    const failure = toFailure(error);
    if (isBackendFailure(failure)) {
      reply({ type: 'backendFailed', failure });
    } else if (running.has(id)) {
      reply({ type: 'failed', id, failure });
    }
  }
  running.delete(id);
}

function isBackendFailure({ kind }: Failure): boolean {
  return kind === 'backend' || kind === 'probe';
}

async function draw(
  ready: Models,
  { id, faces, size }: Extract<EngineRequest, { type: 'draw' }>,
): Promise<void> {
  for (let first = 0; first < faces.length && running.has(id); ) {
    const next = nextBatch(faces, first);
    const { manifest, draw } = await ready.open(next[0].model);
    if (!running.has(id)) {
      return;
    }
    const side = size === null ? manifest.resolution : sideFor(manifest, size);
    const { buffer } = await draw(id, next, side);
    if (running.has(id)) {
      const pixels = split(buffer, side);
      reply({ type: 'pictures', id, size: side, pixels }, pixels);
    }
    first += next.length;
    if (first < faces.length) {
      await handleMessages();
    }
  }
  if (running.has(id)) {
    reply({ type: 'done', id });
  }
}

/**
 * RGBA u8 [n, side, side, 4] → n pictures, each with its own buffer, which a caller may transfer. They are copied here, since the page's
 * thread has other things to do.
 */
function split(pixels: ArrayBuffer, side: number): ArrayBuffer[] {
  const bytes = side * side * 4;
  const count = pixels.byteLength / bytes;
  return count === 1
    ? [pixels]
    : Array.from({ length: count }, (_, i) => pixels.slice(i * bytes, (i + 1) * bytes));
}

async function sendActivations(ready: Models, id: number, face: Face): Promise<void> {
  const { manifest, activations } = await ready.open(face.model);
  if (!running.has(id)) {
    return;
  }
  const { pixels, z, layers } = await activations(id, face);
  if (!running.has(id)) {
    return;
  }
  reply({ type: 'activations', id, size: manifest.resolution, pixels: pixels.buffer, z, layers });
}

/**
 * Returns to the event loop, so that waiting messages are handled: an abort, or another call. The worker sends itself a
 * message, because nested timers are clamped to 4 ms, half the time that a face takes.
 */
function handleMessages(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/** The next faces to draw at once, from `first` on: at most a batch, of one model. */
function nextBatch(faces: readonly Face[], first: number): readonly [Face, ...Face[]] {
  const [head, ...rest] = faces.slice(first, first + batch);
  if (head === undefined) {
    throw new RangeError(`there is no face ${first}`);
  }
  const end = rest.findIndex((face) => face.model !== head.model);
  return [head, ...(end < 0 ? rest : rest.slice(0, end))];
}

function reply(message: EngineReply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
