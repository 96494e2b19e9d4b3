/**
 * Every name under which this project stores something in a browser. Names never change, because visitors have data under
 * them.
 */

/** Caches of the Cache API. */
export const CACHES = {
  /** Files of published models, each verified. */
  models: 'dareka-models',
  /** Models trained on this device. */
  localModels: 'dareka-local-models',
  /** Files of the site that the service worker stores when they are used. */
  site: 'dareka-kept',
} as const;

/** The page's own files have a cache for each build, named with this prefix and the build's hash. */
export const BUILD_CACHE_PREFIX = 'dareka-page-';

/** The IndexedDB database of all notes, and its one object store. */
export const DATABASE = 'dareka';
export const OBJECT_STORE = 'notes';

/** Keys of notes. */
export const NOTES = {
  /** The share codes of favourite faces, the latest first. */
  favourites: 'favourites',
  /** The face that was removed from them last, and its place among them. */
  removedFavourite: 'removed-favourite',
  quiz: 'quiz',
  /** The answers of the latest games of the quiz, and the steps that can be undone in the studio, as earlier builds stored them: in one list each. */
  quizGames: 'quiz-games',
  studio: 'studio',
  /** When a training in the page rests by itself. */
  trainingRest: 'training-rest',
  /** The list of the trainings on this device. */
  trainingRuns: 'training-runs',
  /** The states of the trainings whose ids are `portraits` and `digits`; see `checkpointNote`. */
  checkpoint: 'checkpoint',
  digitsCheckpoint: 'checkpoint-digits',
  /** The list of the pictures that a visitor chose to train on, where they are to be kept; see `ownPicturesNote`. */
  ownPictures: 'own-pictures',
  /** Whether the visitor chose to keep the files of the training for offline use. */
  trainingOffline: 'training-offline',
} as const;

/** What the keys of notes begin with of which there are several (`recent-entries.ts`). */
export const PREFIXES = {
  /** The answers of a game of the quiz. */
  quizGame: 'quiz-game ',
  /** The steps that can be undone, of a visit to the studio. */
  studio: 'studio ',
} as const;

const CHECKPOINTS: Readonly<Record<string, string>> = {
  portraits: NOTES.checkpoint,
  digits: NOTES.digitsCheckpoint,
};
const CHECKPOINT_PREFIX = 'checkpoint ';

/** The key of the state of a training. Earlier builds had one training for each of two sets, which is the id of these. */
export function checkpointNote(id: string): string {
  return CHECKPOINTS[id] ?? CHECKPOINT_PREFIX + id;
}

/** The inverse of `checkpointNote`; undefined for the key of something else. */
export function idOfCheckpointNote(key: string): string | undefined {
  const former = Object.keys(CHECKPOINTS).find((id) => CHECKPOINTS[id] === key);
  return former ?? (key.startsWith(CHECKPOINT_PREFIX) ? key.slice(CHECKPOINT_PREFIX.length) : undefined);
}

const FILM_PREFIX = 'film ';

/** The key of the pictures that a training drew after a step. An id has no space. */
export function snapshotNote(id: string, step: number): string {
  return `${FILM_PREFIX}${id} ${step}`;
}

/** The inverse of `snapshotNote`; undefined for the key of something else. */
export function parseSnapshotNote(key: string): { id: string; step: number } | undefined {
  const [id, step, ...others] = key.startsWith(FILM_PREFIX) ? key.slice(FILM_PREFIX.length).split(' ') : [];
  return id === undefined || others.length > 0 || !/^\d+$/.test(step ?? '')
    ? undefined
    : { id, step: Number(step) };
}

/** The key of the pixels of some of the pictures that are kept. @param index of the piece, from 0. In an earlier build all were in `NOTES.ownPictures` */
export function ownPicturesNote(index: number): string {
  return `${NOTES.ownPictures} ${index}`;
}

/** Whether a key is that of the list of pictures that are kept, or of their pixels. */
export function isOwnPicturesNote(key: string): boolean {
  return key === NOTES.ownPictures || key.startsWith(`${NOTES.ownPictures} `);
}

/** The key of the speeds of both backends on one GPU with one model. */
export function speedsNote(device: string, tag: string): string {
  return `speeds ${device} ${tag}`;
}

/** In localStorage, which can be read before the first render. */
export const LANGUAGE_KEY = 'dareka.language';
export const WELCOME_KEY = 'dareka.welcome';

/** A BroadcastChannel, on which a tab tells the others that the favourites changed. */
export const FAVOURITES_CHANNEL = 'dareka-favourites';

/** Where earlier builds stored things; `former-places.ts` moves them. */
export const FORMER = {
  /** Keys of localStorage, with JSON. */
  favourites: 'dareka.favourites',
  quiz: 'dareka.quiz',
  checkpoint: { cache: 'dareka-lesson', url: 'https://lesson.invalid/state' },
  /** URL prefixes in the cache of models. */
  localModels: 'https://own.invalid/',
  notes: 'https://notes.invalid/',
} as const;

/** Whether a cache is this project's. */
export function isOurCache(name: string): boolean {
  return name.startsWith('dareka-');
}
