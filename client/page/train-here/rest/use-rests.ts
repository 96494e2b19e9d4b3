import type { Backend } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Recipe } from '../../../../gan/recipe.ts';
import { type Store, useStore } from '../../store.ts';
import { isOnBattery } from './battery.ts';
import { isLimitReached, type Limit, withLimit } from './rest-rules.ts';
import { changeRules, loadRules, restRules } from './rules-store.ts';

export type Rests = {
  /** Of this training. */
  readonly limit: Limit;
  setLimit(limit: Limit): void;
  /** Whether it rests while the tab is hidden, as the visitor chose or since the device runs on its battery. */
  readonly restsWhenHidden: boolean;
  setRestsWhenHidden(wanted: boolean): void;
  /** Why it rests, or has rested; null where the visitor paused it. */
  readonly why: 'wasHidden' | 'limit' | 'rates' | null;
};

/** What rests: a training, or two that are compared. */
export type Restable = {
  readonly state: Store<{ readonly phase: string; readonly backend: Backend | null; readonly step: number }>;
  run(backend: Backend): void;
  pause(): void;
};

function isHidden(): boolean {
  return document.visibilityState === 'hidden';
}

/**
 * Lets a training rest in a hidden tab, at a limit, and where its learning rates have fallen to zero; and go on when the tab is back.
 *
 * @param id of the training whose limit it has
 * @param recipe by which it is trained now
 */
export function useRests(session: Restable, id: string, { decaySteps }: Pick<Recipe, 'decaySteps'>): Rests {
  const { phase, step } = useStore(session.state);
  const rules = useStore(restRules);
  const [onBattery, setOnBattery] = useState(false);
  const [why, setWhy] = useState<Rests['why']>(null);
  const limit = rules.limits[id] ?? 'none';
  const restsWhenHidden = rules.hidden ?? onBattery;
  /** Whether it rests since the tab is hidden. */
  const rests = useRef(false);
  const since = useRef<{ step: number; time: number } | null>(null);

  useEffect(() => {
    void loadRules();
    void isOnBattery().then((is) => setOnBattery(is === true));
  }, []);

  useEffect(() => {
    function goOn(): void {
      // While it still stores its checkpoint, it goes on once that is done: the phase changes then.
      const { phase: now, backend } = session.state.get();
      if (now === 'failed') {
        // The visitor starts it again, and may pause it then.
        rests.current = false;
      }
      if (rests.current && !isHidden() && now === 'paused' && backend !== null) {
        rests.current = false;
        setWhy('wasHidden');
        session.run(backend);
      }
    }
    async function onChange(): Promise<void> {
      goOn();
      // A device is unplugged and plugged in while it trains.
      const wanted = rules.hidden ?? (await isOnBattery()) === true;
      if (isHidden() && wanted && session.state.get().phase === 'training') {
        rests.current = true;
        session.pause();
      }
    }
    goOn();
    const listener = (): void => void onChange();
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  }, [session, rules.hidden, phase]);

  // Steps are reported four times a second.
  useEffect(() => {
    if (phase !== 'training') {
      since.current = null;
      return;
    }
    const now = { step, time: Date.now() };
    since.current ??= now;
    const reached =
      decaySteps > 0 && step >= decaySteps
        ? 'rates'
        : isLimitReached(limit, since.current, now)
          ? 'limit'
          : null;
    if (reached !== null) {
      setWhy(reached);
      session.pause();
    }
  }, [session, phase, step, limit, decaySteps]);

  useEffect(() => {
    if (phase === 'training' && (why === 'limit' || why === 'rates')) {
      setWhy(null);
    }
  }, [phase]);

  return {
    limit,
    setLimit: (wanted) => changeRules(withLimit(rules, id, wanted)),
    restsWhenHidden,
    setRestsWhenHidden: (wanted) => changeRules({ ...rules, hidden: wanted }),
    why,
  };
}
