import type { Backend } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Recipe } from '../../../../gan/recipe.ts';
import { type Store, useStore } from '../../store.ts';
import { isOnBattery } from './battery.ts';
import { isLimitReached, type Limit, type Moment, withLimit } from './pause-rules.ts';
import { changeRules, loadRules, pauseRules } from './pause-rules-store.ts';

type Reason = 'wasHidden' | 'limit' | 'rates';

export type AutoPause = {
  /** The limit of this training. */
  readonly limit: Limit;
  setLimit(limit: Limit): void;
  /** Whether it pauses while the tab is hidden: as the visitor chose, or since the device runs on its battery. */
  readonly pausesWhenHidden: boolean;
  setPausesWhenHidden(wanted: boolean): void;
  /** Why it is, or was, paused; null where the visitor paused it. */
  readonly why: Reason | null;
};

/** What can be paused: the session of a training, or of two that are compared. */
export type Pausable = {
  readonly state: Store<{ readonly phase: string; readonly backend: Backend | null; readonly step: number }>;
  run(backend: Backend): void;
  pause(): void;
};

function isHidden(): boolean {
  return document.visibilityState === 'hidden';
}

function reasonToPause(decaySteps: number, limit: Limit, since: Moment, now: Moment): Reason | null {
  if (decaySteps > 0 && now.step >= decaySteps) {
    return 'rates';
  }
  return isLimitReached(limit, since, now) ? 'limit' : null;
}

/**
 * Pauses a training in a hidden tab, at its limit, and where its learning rates have fallen to zero. When the tab is visible again the training
 * goes on.
 *
 * @param id of the training whose limit applies
 * @param recipe by which it is trained now
 */
export function useAutoPause(
  session: Pausable,
  id: string,
  { decaySteps }: Pick<Recipe, 'decaySteps'>,
): AutoPause {
  const { phase, step } = useStore(session.state);
  const rules = useStore(pauseRules);
  const [onBattery, setOnBattery] = useState(false);
  const [why, setWhy] = useState<Reason | null>(null);
  const limit = rules.limits[id] ?? 'none';
  const pausesWhenHidden = rules.hidden ?? onBattery;
  /** Whether it is paused since the tab was hidden. */
  const pausedForHidden = useRef(false);
  /** When it went on last; null while it is paused. */
  const since = useRef<Moment | null>(null);

  useEffect(() => {
    void loadRules();
    void isOnBattery().then((is) => setOnBattery(is === true));
  }, []);

  useEffect(() => {
    function goOn(): void {
      const { phase: now, backend } = session.state.get();
      if (now === 'failed') {
        // The visitor starts it again, and may pause it then.
        pausedForHidden.current = false;
      }
      // While it still stores its checkpoint, its phase is another: this effect runs again once it is paused.
      if (pausedForHidden.current && !isHidden() && now === 'paused' && backend !== null) {
        pausedForHidden.current = false;
        setWhy('wasHidden');
        session.run(backend);
      }
    }
    async function onChange(): Promise<void> {
      goOn();
      // Asked each time: the device may have been unplugged meanwhile.
      const wanted = rules.hidden ?? (await isOnBattery()) === true;
      if (isHidden() && wanted && session.state.get().phase === 'training') {
        pausedForHidden.current = true;
        session.pause();
      }
    }
    goOn();
    const listener = (): void => void onChange();
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  }, [session, rules.hidden, phase]);

  // It runs four times a second, whenever steps are reported.
  useEffect(() => {
    if (phase !== 'training') {
      since.current = null;
      return;
    }
    const now = { step, time: Date.now() };
    since.current ??= now;
    const reason = reasonToPause(decaySteps, limit, since.current, now);
    // That it rested in a hidden tab is said until it is paused for another reason.
    setWhy((before) => reason ?? (before === 'wasHidden' ? before : null));
    if (reason !== null) {
      session.pause();
    }
  }, [session, phase, step, limit, decaySteps]);

  return {
    limit,
    setLimit: (wanted) => changeRules(withLimit(rules, id, wanted)),
    pausesWhenHidden,
    setPausesWhenHidden: (wanted) => changeRules({ ...rules, hidden: wanted }),
    why,
  };
}
