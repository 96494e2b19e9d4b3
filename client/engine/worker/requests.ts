/** Takes requests and answers them, in batches small enough to show and to stop. */
import type { Face } from '../../../latent/face.ts';
import { type Failure, toFailure } from '../failure.ts';
import type { Reply, Request } from '../messages.ts';
import { createModels, type Models } from './models.ts';

/** Faces drawn at once, unless the settings say: few enough that the first of many show soon, on a slow phone too. */
const BATCH = 8;

let models: Models | undefined;
let batch = BATCH;
const running = new Set<number>();

/** Begins to answer the page. */
export function serveRequests(): void {
  self.addEventListener('message', ({ data }: MessageEvent<Request>) => take(data));
}

function take(request: Request): void {
  switch (request.type) {
    case 'settings':
      batch = request.settings.recovery?.careful ? 1 : (request.settings.batch ?? BATCH);
      models = createModels(request.settings, {
        progress: (tag, progress) => reply({ type: 'progress', tag, progress }),
        backend: (choice) => reply({ type: 'backend', choice }),
      });
      break;
    case 'load':
      void answer(request.id, async (ready) => {
        const manifest = await ready.load(request.tag);
        reply({ type: 'loaded', id: request.id, manifest });
      });
      break;
    case 'draw':
      void answer(request.id, (ready) => draw(ready, request.id, request.faces));
      break;
    case 'inside':
      void answer(request.id, (ready) => inside(ready, request.id, request.face));
      break;
    case 'latent':
      void answer(request.id, async (ready) => {
        const { latent } = await ready.open(request.face.model);
        reply({ type: 'latent', id: request.id, z: latent(request.face) });
      });
      break;
    case 'judge':
      void answer(request.id, async (ready) => {
        const { id, tag, size, pixels } = request;
        reply({ type: 'judged', id, judgement: await ready.judge(id, tag, size, pixels) });
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
      throw new Error('the settings have to come first');
    }
    await work(models);
  } catch (error) {
    const failure = toFailure(error);
    if (isOfBackend(failure)) {
      reply({ type: 'broken', failure });
    } else if (running.has(id)) {
      reply({ type: 'failed', id, failure });
    }
  }
  running.delete(id);
}

function isOfBackend({ kind }: Failure): boolean {
  return kind === 'backend' || kind === 'probe';
}

async function draw(ready: Models, id: number, faces: readonly Face[]): Promise<void> {
  for (let first = 0; first < faces.length && running.has(id); ) {
    const next = nextBatch(faces, first);
    const { manifest, draw } = await ready.open(next[0].model);
    if (!running.has(id)) {
      return;
    }
    const { buffer } = await draw(id, next);
    if (running.has(id)) {
      reply({ type: 'pictures', id, size: manifest.resolution, pixels: buffer }, [buffer]);
    }
    first += next.length;
    if (first < faces.length) {
      await turn();
    }
  }
  if (running.has(id)) {
    reply({ type: 'done', id });
  }
}

async function inside(ready: Models, id: number, face: Face): Promise<void> {
  const { manifest, inside } = await ready.open(face.model);
  if (!running.has(id)) {
    return;
  }
  const { pixels, z, layers } = await inside(id, face);
  if (!running.has(id)) {
    return;
  }
  reply({ type: 'inside', id, size: manifest.resolution, pixels: pixels.buffer, z, layers });
}

/**
 * Lets waiting messages in: an abort, or another call. WASM computes without ever going back to the event loop. By a message
 * to itself, since a timer that follows timers waits for 4 ms: half as long as a face takes.
 */
function turn(): Promise<void> {
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

/** The faces from `first` on that one run can draw: as many as a batch takes, of one model. */
function nextBatch(faces: readonly Face[], first: number): readonly [Face, ...Face[]] {
  const [head, ...rest] = faces.slice(first, first + batch);
  if (head === undefined) {
    throw new RangeError(`there is no face ${first}`);
  }
  const end = rest.findIndex((face) => face.model !== head.model);
  return [head, ...(end < 0 ? rest : rest.slice(0, end))];
}

function reply(message: Reply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
