/** A position on the walk, moved by the user or played. */
import { useEffect, useState } from 'preact/hooks';

/** From one face to the next. */
const LEG_MS = 2500;

export type Player = {
  /** 0 … 1 */
  readonly at: number;
  readonly playing: boolean;
  seek(at: number): void;
  toggle(): void;
};

/**
 * @param legs the length of the walk, in legs from face to face
 * @param loops whether it starts again at the end, or stops
 */
export function usePlayer(legs: number, loops: boolean): Player {
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);

  useEffect(() => {
    if (!playing) {
      return;
    }
    let last = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const passed = (now - last) / (legs * LEG_MS);
      last = now;
      setAt((before) => {
        const next = before + passed;
        return loops ? next % 1 : Math.min(next, 1);
      });
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, legs, loops]);

  useEffect(() => {
    if (at === 1 && playing) {
      setPlaying(false);
    }
  }, [at, playing]);

  return {
    at,
    playing,
    seek(to) {
      setPlaying(false);
      setAt(to);
    },
    toggle() {
      if (!playing && at === 1) {
        setAt(0);
      }
      setPlaying(!playing);
    },
  };
}
