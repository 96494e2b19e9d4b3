/** Whether a widget walks from face to face, and the order of walks that are started and ended in quick succession. */

/** Runs one walk. @returns resolves when it has stopped, which it does after the signal is aborted */
export type RunWalk = (
  signal: AbortSignal,
  /** Whether another face replaces the one at which the walk stops, which is then dropped. */
  isReplaced: () => boolean,
) => Promise<void>;

export type Walking = {
  readonly active: boolean;
  /** Starts or ends the walk. @returns resolves when it has been started, or has ended */
  set(on: boolean): Promise<void>;
  /** Ends the walk. @param replaced whether another face takes its place */
  end(replaced: boolean): Promise<void>;
  /** Before the page sets a face: the walk goes on from there. */
  restart(): void;
  /** Ends the walk at once, since nothing can draw it any more. */
  abandon(): void;
};

type Walk = {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  /** Whether another walk follows once this one has ended: after a face that the page sets, or when it is started again. */
  wanted: boolean;
  replaced: boolean;
};

/** @param onChange called when a walk starts, and when none follows one that has ended */
export function createWalking(run: RunWalk, onChange: (walking: boolean) => void): Walking {
  let current: Walk | null = null;

  function stop(walk: Walk, replaced: boolean): Promise<void> {
    walk.replaced ||= replaced;
    walk.abort.abort();
    return walk.ended;
  }

  async function set(on: boolean): Promise<void> {
    if (!on) {
      return end(false);
    }
    if (current === null) {
      return start();
    }
    const walk = current;
    walk.wanted = true;
    if (walk.abort.signal.aborted) {
      await walk.ended;
      await set(walk.wanted);
    }
  }

  function start(): void {
    onChange(true);
    const abort = new AbortController();
    const ended = run(abort.signal, () => walk.replaced).finally(() => {
      if (current === walk) {
        current = null;
      }
      if (current === null) {
        onChange(false);
      }
    });
    const walk: Walk = { abort, ended, wanted: true, replaced: false };
    current = walk;
  }

  async function end(replaced: boolean): Promise<void> {
    if (current !== null) {
      current.wanted = false;
      await stop(current, replaced);
    }
  }

  return {
    get active() {
      return current !== null;
    },
    set,
    end,
    restart() {
      if (current !== null) {
        const walk = current;
        void stop(walk, true).then(() => set(walk.wanted));
      }
    },
    abandon() {
      if (current !== null) {
        void stop(current, true);
        current = null;
      }
    },
  };
}
