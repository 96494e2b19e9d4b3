/**
 * What the address of this view says: `#lesson/SET/key=value/…`. SET is left out for portraits. The keys are `run`, the id of a training on this
 * device, `scenario`, and the settings that differ from the usual ones, each by its name in recipes; `projector` fills the screen. A part that is not known, or whose
 * value is wrong, stays there, and the view says that it is ignored.
 */
import type { PageRoute } from '../shell/route.ts';
import { isSetting, SETTING_KEYS, type Settings } from './settings/setting-keys.ts';
import { TRAINING_SET_NAMES, type TrainingSetName } from './training-sets.ts';

export type LessonRoute = {
  readonly set: TrainingSetName;
  /** The id of a training on this device. */
  readonly run: string | null;
  /** The name of a scenario; not checked. */
  readonly scenario: string | null;
  readonly settings: Settings;
  /** Whether the training fills the screen, for a room. */
  readonly projector?: boolean;
  /** Parts that say nothing here, as `size=7`. */
  readonly ignored?: readonly string[];
};

/** A part of the address without a value. */
const PROJECTOR = 'projector';

const USUAL_SET: TrainingSetName = 'portraits';

/** What an id or the name of a scenario consists of. */
const WORD = /^[\w-]+$/;
const NUMBER = /^\d+(\.\d+)?(e-?\d+)?$/;

export function parseLessonRoute({ parts }: Pick<PageRoute, 'parts'>): LessonRoute {
  const values = new Map(
    parts.flatMap((part): [string, string][] => {
      const [key = '', value] = part.split('=');
      return value === undefined ? [] : [[key, value]];
    }),
  );
  function word(key: string): string | null {
    const value = values.get(key);
    return value !== undefined && WORD.test(value) ? value : null;
  }
  const settings = SETTING_KEYS.flatMap((key): [string, unknown][] => {
    const value = readValue(values.get(key));
    return isSetting(key, value) && value !== undefined ? [[key, value]] : [];
  });
  const understood = new Set([
    ...['run', 'scenario'].filter((key) => word(key) !== null),
    ...settings.map(([key]) => key),
  ]);
  const ignored = parts.filter(
    (part) =>
      !['', PROJECTOR, ...TRAINING_SET_NAMES].includes(part) && !understood.has(part.split('=')[0] ?? ''),
  );
  return {
    set: TRAINING_SET_NAMES.find((name) => parts.includes(name)) ?? USUAL_SET,
    run: word('run'),
    scenario: word('scenario'),
    settings: Object.fromEntries(settings),
    ...(parts.includes(PROJECTOR) && { projector: true }),
    ...(ignored.length > 0 && { ignored }),
  };
}

/** The parts of an address that `parseLessonRoute` reads back. */
export function formatLessonRoute({
  set,
  run,
  scenario,
  settings,
  projector = false,
  ignored = [],
}: LessonRoute): string[] {
  return [
    ...(set === USUAL_SET ? [] : [set]),
    ...(run === null ? [] : [`run=${run}`]),
    ...(scenario === null ? [] : [`scenario=${scenario}`]),
    ...SETTING_KEYS.flatMap((key) => (settings[key] === undefined ? [] : [`${key}=${settings[key]}`])),
    // A run that could not be read gives way to the one that there is.
    ...ignored.filter((part) => run === null || !part.startsWith('run=')),
    ...(projector ? [PROJECTOR] : []),
  ];
}

/** The address of a set with its usual settings. */
export function partsOfSet(set: TrainingSetName): string[] {
  return formatLessonRoute({ set, run: null, scenario: null, settings: {} });
}

function readValue(text: string | undefined): unknown {
  if (text === undefined) {
    return undefined;
  }
  if (text === 'true' || text === 'false') {
    return text === 'true';
  }
  return NUMBER.test(text) ? Number(text) : text;
}
