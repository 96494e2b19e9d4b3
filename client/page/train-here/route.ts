/**
 * The address of this view, `#lesson/SET/key=value/…`, whose first word is that of the first release. SET is left out for portraits. The keys are
 * `run`, the id of a training on this device; `scenario`; and the settings that differ from the usual ones, each by its name in recipes. The part
 * `projector` fills the screen. A part that is unknown, or whose value is wrong, stays in the address, and the view says that it ignores it.
 */
import type { PageRoute } from '../shell/route.ts';
import { TRAINING_SET_NAMES, type TrainingSetName } from './sets/training-sources.ts';
import { isSetting, SETTING_KEYS, type Settings } from './settings/setting-keys.ts';

export type TrainHereRoute = {
  readonly set: TrainingSetName;
  /** The id of a training on this device. */
  readonly run: string | null;
  /** The name of a scenario, which need not exist. */
  readonly scenario: string | null;
  readonly settings: Settings;
  /** Whether the training fills the screen, to be shown to a room. */
  readonly projector?: boolean;
  /** Parts that this view ignores, such as `size=7`. */
  readonly ignored?: readonly string[];
};

/** A part of the address without a value. */
const PROJECTOR = 'projector';

const USUAL_SET: TrainingSetName = 'portraits';

/** What an id or the name of a scenario consists of. */
const WORD = /^[\w-]+$/;
const NUMBER = /^\d+(\.\d+)?(e-?\d+)?$/;

export function parseTrainHereRoute({ parts }: Pick<PageRoute, 'parts'>): TrainHereRoute {
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

/** The parts of an address that `parseTrainHereRoute` reads back. */
export function formatTrainHereRoute({
  set,
  run,
  scenario,
  settings,
  projector = false,
  ignored = [],
}: TrainHereRoute): string[] {
  return [
    ...(set === USUAL_SET ? [] : [set]),
    ...(run === null ? [] : [`run=${run}`]),
    ...(scenario === null ? [] : [`scenario=${scenario}`]),
    ...SETTING_KEYS.flatMap((key) => (settings[key] === undefined ? [] : [`${key}=${settings[key]}`])),
    // An unreadable `run` gives way to the id of the training.
    ...ignored.filter((part) => run === null || !part.startsWith('run=')),
    ...(projector ? [PROJECTOR] : []),
  ];
}

/** The route to a training: by its id, or to be begun with the settings; else to the latest one on the set. */
export function trainHereRoute({
  set,
  run = null,
  scenario = null,
  settings = {},
}: Pick<TrainHereRoute, 'set'> & Partial<TrainHereRoute>): PageRoute {
  return { view: 'lesson', code: null, parts: formatTrainHereRoute({ set, run, scenario, settings }) };
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
