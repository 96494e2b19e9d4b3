/** The pictures that the visitor chose, while the page is open: added, left out and put back. A worker decodes them, and is ended when it is done. */

import { isStorageFull } from '../../../storage/storage-full.ts';
import { nextTask } from '../../next-task.ts';
import { createStore, type Store } from '../../store.ts';
import type { GivenFile } from '../given-files/given-files.ts';
import type { TrainingSetName } from '../sets/training-sources.ts';
import {
  type DecodeFiles,
  type DecodeReply,
  type DecodeRequest,
  type FileProblem,
  MAX_PICTURES,
  type OwnPicture,
} from './decode-messages.ts';
import {
  arePicturesStored,
  deletePictures,
  readPictures,
  storePictures,
  storePicturesAtOnce,
} from './stored-pictures.ts';

export type OwnPicturesState = {
  /** In the order in which they came. */
  readonly pictures: readonly OwnPicture[];
  /** What was left out, the latest last: each can be put back. */
  readonly leftOut: readonly (readonly OwnPicture[])[];
  readonly problems: readonly FileProblem[];
  /** Whether what was given last held no file. */
  readonly wasEmpty: boolean;
  /** Whether the worker that decodes them ended before it was done. */
  readonly brokeOff: boolean;
  /** The share of the files that is decoded, from 0 to 1; null while none are being decoded. */
  readonly reading: number | null;
  /** Whether the pictures are kept for later visits. */
  readonly keeps: boolean;
  /** Why they could not be kept. */
  readonly keepProblem: 'storageFull' | 'storageForbidden' | null;
};

export type OwnPictures = {
  readonly state: Store<OwnPicturesState>;
  /** At the first call, reads what an earlier visit kept, unless pictures were chosen meanwhile; later, looks whether it is still kept. */
  load(): Promise<void>;
  /** Files may be pictures and zips of pictures. They wait while others are decoded. */
  add(files: readonly GivenFile[]): void;
  /** Leaves out all pictures, those that an earlier visit kept too, and adds others: those of a training that is brought back. */
  replace(files: readonly GivenFile[]): Promise<void>;
  /** Stops decoding; what came stays. */
  stop(): void;
  leaveOut(ids: readonly number[]): void;
  /** Puts back what was left out last, as much of it as there is room for. */
  putBack(): void;
  keep(keeps: boolean): void;
};

/** Files in one message to the worker. */
const FILES_PER_MESSAGE = 32;
/** How long after a change the pictures are stored. */
const STORE_DELAY_MS = 500;

/** The pictures that are nearly the same as an earlier one among them. */
export function copiesAmong(pictures: readonly OwnPicture[]): OwnPicture[] {
  const seen = new Set<number>();
  return pictures.filter(({ group }) => {
    const isCopy = seen.has(group);
    seen.add(group);
    return isCopy;
  });
}

export function createOwnPictures(): OwnPictures {
  const state = createStore<OwnPicturesState>({
    pictures: [],
    leftOut: [],
    problems: [],
    wasEmpty: false,
    brokeOff: false,
    reading: null,
    keeps: false,
    keepProblem: null,
  });
  let worker: Worker | undefined;
  let waiting: GivenFile[] = [];
  let nextId = 0;
  let storing: ReturnType<typeof setTimeout> | undefined;
  /** The pictures that were stored last. */
  let stored: readonly OwnPicture[] | undefined;
  let loading: Promise<void> | undefined;

  function update(changed: Partial<OwnPicturesState>): void {
    const before = state.get();
    state.set({ ...before, ...changed });
    if (changed.pictures !== undefined && before.keeps) {
      storeSoon();
    }
  }

  function storeSoon(): void {
    clearTimeout(storing);
    storing = setTimeout(() => void store(), STORE_DELAY_MS);
  }

  async function store(): Promise<void> {
    const { keeps, reading, pictures } = state.get();
    if (!keeps || reading !== null) {
      return;
    }
    try {
      await storePictures(pictures);
      stored = pictures;
      update({ keepProblem: null });
    } catch (error) {
      console.info('dareka: the pictures could not be kept:', error);
      update({ keepProblem: isStorageFull(error) ? 'storageFull' : 'storageForbidden' });
    }
  }

  /** Stores in this task what is not stored yet, since the page is being closed. */
  function storeAtOnce(): void {
    const { keeps, pictures } = state.get();
    if (keeps && pictures !== stored) {
      storePicturesAtOnce(pictures).catch((error: unknown) =>
        console.info('dareka: the pictures could not be kept:', error),
      );
    }
  }

  function receive({ pictures: added, problems, fraction }: DecodeReply): void {
    const before = state.get();
    nextId += added.length;
    update({
      ...(added.length > 0 && { pictures: [...before.pictures, ...added] }),
      ...(problems.length > 0 && { problems: [...before.problems, ...problems] }),
      reading: fraction,
    });
    if (fraction === 1) {
      end();
    }
  }

  function end(): void {
    worker?.terminate();
    worker = undefined;
    update({ reading: null });
    if (waiting.length > 0) {
      begin();
    } else if (state.get().keeps) {
      storeSoon();
    }
  }

  function begin(): void {
    const { pictures, leftOut } = state.get();
    const known = [...pictures, ...leftOut.flat()]
      .sort((a, b) => a.id - b.id)
      .map(({ id, group, signature }) => ({ id, group, signature }));
    const files = waiting;
    const room = MAX_PICTURES - pictures.length;
    const request: DecodeRequest = { count: files.length, known, room, nextId };
    waiting = [];
    const begun = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
    worker = begun;
    // Messages of a worker that was ended still arrive.
    begun.addEventListener('message', ({ data }: MessageEvent<DecodeReply>) => {
      if (worker === begun) {
        receive(data);
      }
    });
    begun.addEventListener('error', (event) => {
      event.preventDefault();
      console.info('dareka: the worker that decodes pictures ended:', event.message);
      if (worker === begun) {
        update({ brokeOff: true });
        end();
      }
    });
    update({ reading: 0, problems: [], brokeOff: false });
    begun.postMessage(request);
    void send(begun, files);
  }

  /** In pieces, each in a task of its own, so that the page answers between them. */
  async function send(to: Worker, files: readonly GivenFile[]): Promise<void> {
    for (let at = 0; at < files.length; at += FILES_PER_MESSAGE) {
      await nextTask();
      if (worker !== to) {
        return;
      }
      const piece: DecodeFiles = { files: files.slice(at, at + FILES_PER_MESSAGE) };
      to.postMessage(piece);
    }
  }

  function add(files: readonly GivenFile[]): void {
    waiting = [...waiting, ...files];
    update({ wasEmpty: files.length === 0 });
    if (worker === undefined && waiting.length > 0) {
      begin();
    }
  }

  function leaveOut(ids: readonly number[]): void {
    const { pictures, leftOut } = state.get();
    const out = new Set(ids);
    const gone = pictures.filter(({ id }) => out.has(id));
    if (gone.length > 0) {
      update({ pictures: pictures.filter(({ id }) => !out.has(id)), leftOut: [...leftOut, gone] });
    }
  }

  async function load(): Promise<void> {
    if (loading !== undefined && state.get().keeps && !(await arePicturesStored())) {
      // The visitor removed all that this site stores.
      state.set({ ...state.get(), keeps: false });
    }
    loading ??= (async () => {
      addEventListener('pagehide', storeAtOnce);
      const kept = await readPictures();
      // Nothing was chosen meanwhile.
      if (kept.length > 0 && nextId === 0) {
        nextId = Math.max(...kept.map(({ id }) => id)) + 1;
        stored = kept;
        state.set({ ...state.get(), pictures: kept, keeps: true });
      }
    })();
    await loading;
  }

  return {
    state,
    load,
    add,
    async replace(files) {
      await load();
      leaveOut(state.get().pictures.map(({ id }) => id));
      add(files);
    },
    stop() {
      waiting = [];
      end();
    },
    leaveOut,
    putBack() {
      const { pictures, leftOut } = state.get();
      const last = leftOut.at(-1) ?? [];
      const room = MAX_PICTURES - pictures.length;
      const [back, kept] = [last.slice(0, room), last.slice(room)];
      update({
        pictures: [...pictures, ...back].sort((a, b) => a.id - b.id),
        leftOut: [...leftOut.slice(0, -1), ...(kept.length > 0 ? [kept] : [])],
      });
    },
    keep(keeps) {
      update({ keeps, keepProblem: null });
      if (keeps) {
        void store();
      } else {
        clearTimeout(storing);
        stored = undefined;
        deletePictures().catch((error: unknown) =>
          console.info('dareka: the pictures that were kept could not be removed:', error),
        );
      }
    },
  };
}

/** Of this page: they outlive the view. */
export const ownPictures = createOwnPictures();

/** Whether a training on the set can begin at once: pictures of the visitor's own that were not kept have to be chosen again first. */
export async function hasPictures(set: TrainingSetName): Promise<boolean> {
  if (set !== 'own') {
    return true;
  }
  await ownPictures.load();
  return ownPictures.state.get().pictures.length > 0;
}
