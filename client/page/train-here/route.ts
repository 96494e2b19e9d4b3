/**
 * What the address of this view says: `#lesson/SET/key=value/…`. SET is left out for portraits. The keys are `run`, the id of a training on this
 * device, `scenario`, and the settings that differ from the usual ones, each by its name in recipes; `projector` fills the screen. A part that is not known, or whose value is
 * wrong, is left out.
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
  return {
    set: TRAINING_SET_NAMES.find((name) => parts.includes(name)) ?? USUAL_SET,
    run: word('run'),
    scenario: word('scenario'),
    settings: Object.fromEntries(settings),
    ...(parts.includes(PROJECTOR) && { projector: true }),
  };
}

/** The parts of an address that `parseLessonRoute` reads back. */
export function formatLessonRoute({
  set,
  run,
  scenario,
  settings,
  projector = false,
}: LessonRoute): string[] {
  return [
    ...(set === USUAL_SET ? [] : [set]),
    ...(run === null ? [] : [`run=${run}`]),
    ...(scenario === null ? [] : [`scenario=${scenario}`]),
    ...SETTING_KEYS.flatMap((key) => (settings[key] === undefined ? [] : [`${key}=${settings[key]}`])),
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
