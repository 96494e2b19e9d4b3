/** Turns a head by dragging and by the arrow keys. */

/** Keys of the directions that turn a head: to the right of the picture, and up. */
export const YAW = ['turn', 'yaw'] as const;
export const PITCH = ['nod', 'pitch'] as const;

export type TurnEvents = {
  /** A gesture begins. */
  onTouch(): void;
  /** Turns the head by a distance: the width or height of the frame is 2, the whole range of positions. */
  onTurn(yaw: number, pitch: number): void;
  /** The gesture has ended. */
  onTurned(): void;
};

/** The distance of one press of an arrow key. */
const KEY_STEP = 0.1;

const KEYS: Readonly<Record<string, readonly [yaw: number, pitch: number]>> = {
  ArrowLeft: [-KEY_STEP, 0],
  ArrowRight: [KEY_STEP, 0],
  ArrowUp: [0, KEY_STEP],
  ArrowDown: [0, -KEY_STEP],
};

/** @param signal removes the listeners */
export function listenForTurns(frame: HTMLElement, events: TurnEvents, signal: AbortSignal): void {
  let from: { id: number; x: number; y: number } | undefined;

  const on = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
  ): void => frame.addEventListener(name, listener, { signal });

  // Otherwise a link around the frame would be dragged or followed.
  on('mousedown', (event) => {
    event.preventDefault();
    frame.focus({ preventScroll: true });
  });
  on('click', (event) => event.preventDefault());
  on('pointerdown', (event) => {
    if (event.button !== 0) {
      return;
    }
    from = { id: event.pointerId, x: event.clientX, y: event.clientY };
    frame.setPointerCapture(event.pointerId);
    events.onTouch();
  });
  on('pointermove', ({ pointerId, clientX, clientY }) => {
    if (from?.id !== pointerId) {
      return;
    }
    const [dx, dy] = [clientX - from.x, clientY - from.y];
    from = { id: pointerId, x: clientX, y: clientY };
    events.onTurn((2 * dx) / frame.clientWidth, (-2 * dy) / frame.clientHeight);
  });
  function end({ pointerId }: PointerEvent): void {
    if (from?.id !== pointerId) {
      return;
    }
    from = undefined;
    events.onTurned();
  }
  on('pointerup', end);
  on('pointercancel', end);
  on('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      events.onTouch();
    }
    const step = KEYS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    events.onTouch();
    events.onTurn(...step);
    events.onTurned();
  });
}
