import type { Backend } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useStore } from '../../store.ts';
import type { TrainingSession } from '../training-session.ts';
import { isOnBattery } from './battery.ts';
import { isLimitReached, type RestRules, readRules, storeRules, USUAL_RULES } from './rest-rules.ts';

export type Rests = {
  readonly rules: RestRules;
  change(rules: RestRules): void;
  /** Whether it rests while the tab is hidden, as the visitor chose or since the device runs on its battery. */
  readonly restsWhenHidden: boolean;
  /** Why it rests, or has rested; null where the visitor paused it. */
  readonly why: 'wasHidden' | 'limit' | null;
};

function isHidden(): boolean {
  return document.visibilityState === 'hidden';
}

/** Lets a training rest in a hidden tab and at a limit, and go on when the tab is back. */
export function useRests(session: TrainingSession, backend: Backend): Rests {
  const { phase, step } = useStore(session.state);
  const [rules, setRules] = useState(USUAL_RULES);
  const [onBattery, setOnBattery] = useState(false);
  const [why, setWhy] = useState<Rests['why']>(null);
  const restsWhenHidden = rules.hidden ?? onBattery;
  /** Whether it rests since the tab is hidden. */
  const rests = useRef(false);
  const since = useRef<{ step: number; time: number } | null>(null);

  useEffect(() => {
    void readRules().then(setRules);
    void isOnBattery().then((is) => setOnBattery(is === true));
  }, []);

  useEffect(() => {
    function goOn(): void {
      // While it still stores its checkpoint, it goes on once that is done: the phase changes then.
      if (rests.current && !isHidden() && session.state.get().phase === 'paused') {
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
  }, [session, backend, rules.hidden, phase]);

  // Steps are reported four times a second.
  useEffect(() => {
    if (phase !== 'training') {
      since.current = null;
      return;
    }
    const now = { step, time: Date.now() };
    since.current ??= now;
    if (isLimitReached(rules.limit, since.current, now)) {
      setWhy('limit');
      session.pause();
    }
  }, [session, phase, step, rules.limit]);

  useEffect(() => {
    if (phase === 'training' && why === 'limit') {
      setWhy(null);
    }
  }, [phase]);

  return {
    rules,
    restsWhenHidden,
    why,
    change(changed) {
      setRules(changed);
      void storeRules(changed);
    },
  };
}
