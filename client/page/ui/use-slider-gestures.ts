import type { TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';

/** A touch that goes farther than this, and farther sideways than up or down, moves the slider; in CSS pixels. */
const SLOP = 6;
/** A press this near to the middle of the thumb takes hold of the thumb where it is; in CSS pixels. */
const GRIP = { mouse: 10, touch: 24 };
/** The longest time between two presses that are one double press, in milliseconds. */
const DOUBLE_PRESS_MS = 400;

type SliderGestures = {
  /** Where the thumb is: 0 … 1. */
  position: number;
  onMoveStart?: () => void;
  /** Called with a position that may be beyond 0 … 1. */
  onMove: (position: number) => void;
  onMoveEnd?: () => void;
  onDoublePress?: () => void;
};

type TrackEvent = TargetedPointerEvent<Element>;

type Press = {
  readonly x: number;
  readonly y: number;
  /** From the middle of the thumb that is held, in CSS pixels. */
  readonly offset: number;
  /** Whether it moves the slider. */
  moves: boolean;
  /** Whether it went farther than `SLOP`, so that it is no part of a double press. */
  isFar: boolean;
};

/**
 * The pointer events of a slider's track, or of a chart that is dragged over like one. A mouse moves the thumb at once; a touch does so
 * once it goes sideways, since until then it may be one that scrolls the page. The track has `touch-action: pan-y`: the browser takes a touch that scrolls, and cancels it here.
 */
export function useSliderGestures({
  position,
  onMoveStart,
  onMove,
  onMoveEnd,
  onDoublePress,
}: SliderGestures) {
  const press = useRef<Press | null>(null);
  const lastPress = useRef(Number.NEGATIVE_INFINITY);

  function follow({ currentTarget, clientX }: TrackEvent, { offset }: Press): void {
    const { left, width } = currentTarget.getBoundingClientRect();
    onMove((clientX - offset - left) / width);
  }
  function start(event: TrackEvent, started: Press): void {
    started.moves = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    onMoveStart?.();
  }
  function end(): void {
    if (press.current?.moves) {
      onMoveEnd?.();
    }
    press.current = null;
  }

  return {
    onPointerDown(event: TrackEvent): void {
      if (!event.isPrimary || event.button !== 0) {
        return;
      }
      const { left, width } = event.currentTarget.getBoundingClientRect();
      const fromThumb = event.clientX - left - position * width;
      const isMouse = event.pointerType === 'mouse';
      const holds = Math.abs(fromThumb) <= (isMouse ? GRIP.mouse : GRIP.touch);
      press.current = {
        x: event.clientX,
        y: event.clientY,
        offset: holds ? fromThumb : 0,
        moves: false,
        isFar: false,
      };
      if (isMouse) {
        start(event, press.current);
        follow(event, press.current);
      }
    },
    onPointerMove(event: TrackEvent): void {
      if (press.current === null || !event.isPrimary) {
        return;
      }
      const [across, down] = [
        Math.abs(event.clientX - press.current.x),
        Math.abs(event.clientY - press.current.y),
      ];
      press.current.isFar ||= Math.max(across, down) > SLOP;
      if (!press.current.moves && across > SLOP && across > down) {
        start(event, press.current);
      }
      if (press.current.moves) {
        follow(event, press.current);
      }
    },
    onPointerUp(event: TrackEvent): void {
      if (press.current === null || !event.isPrimary) {
        return;
      }
      const isShort = !press.current.isFar;
      const isSecond = isShort && event.timeStamp - lastPress.current <= DOUBLE_PRESS_MS;
      end();
      if (isSecond) {
        onDoublePress?.();
      }
      lastPress.current = isShort && !isSecond ? event.timeStamp : Number.NEGATIVE_INFINITY;
    },
    onPointerCancel: end,
    /** Keeps the focus on the input: a press on what cannot have the focus would take it away. */
    onMouseDown(event: MouseEvent): void {
      event.preventDefault();
    },
  };
}
