import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { formatCount } from '../../texts/format-count.ts';
import { useTexts } from '../../texts/language.ts';
import { LiveCurves } from '../session/live-curves.tsx';
import type { SessionState } from '../session/session-state.ts';
import { twoDigits } from '../two-digits.ts';
import { fillScreen, leaveFullScreen } from './full-screen.ts';
import { projectorTexts } from './texts.ts';
import './projector.css';

type ProjectorProps = {
  state: SessionState;
  /** The grid of samples. */
  children: ComponentChildren;
  /** The step that is on screen. */
  at: number;
  onSeek: (step: number) => void;
  /** The sliders that mend a scenario. */
  mending: ComponentChildren;
  /** The button that pauses and goes on. */
  control: ComponentChildren;
  onLeave: () => void;
};

/** A training shown to a room: the grid, the curves, large numbers, and the sliders that mend a scenario. */
export function Projector({ state, children, at, onSeek, mending, control, onLeave }: ProjectorProps) {
  const texts = useTexts(projectorTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  const [isFull, setFull] = useState(document.fullscreenElement !== null);
  const left = useRef(onLeave);
  left.current = onLeave;
  useLayoutEffect(() => open(dialog.current), []);
  useEffect(() => {
    // Escape leaves the full screen without a key event, so that this event has to close the dialog.
    function onFullScreen(): void {
      const now = document.fullscreenElement !== null;
      setFull(now);
      if (!now) {
        left.current();
      }
    }
    document.addEventListener('fullscreenchange', onFullScreen);
    return () => {
      document.removeEventListener('fullscreenchange', onFullScreen);
      leaveFullScreen();
    };
  }, []);
  const { step, stepsPerSecond, points } = state;
  const last = points.at(-1);
  return (
    <dialog
      ref={dialog}
      class="projector"
      aria-label={texts.title}
      onCancel={(event) => {
        event.preventDefault();
        onLeave();
      }}
    >
      <div class="projector-grid">{children}</div>
      <div class="projector-side">
        <dl class="projector-numbers">
          <Figure name={texts.step} value={formatCount(step)} />
          <Figure name={texts.perSecond} value={twoDigits(stepsPerSecond)} />
          <Figure name="D(x)" value={last?.dReal.toFixed(2) ?? '–'} />
          <Figure name="D(G(z))" value={last?.dFakeBefore.toFixed(2) ?? '–'} />
        </dl>
        <LiveCurves points={points} at={at} onSeek={onSeek} />
        {mending}
        <div class="row">
          {control}
          {!isFull && document.fullscreenEnabled && (
            <button
              type="button"
              class="button"
              onClick={() => {
                // A dialog lies above the page in full screen only if it is opened after that.
                dialog.current?.close();
                void fillScreen().then(() => open(dialog.current));
              }}
            >
              {texts.fullScreen}
            </button>
          )}
          <button type="button" class="button" onClick={onLeave}>
            {texts.leave}
          </button>
        </div>
      </div>
    </dialog>
  );
}

/** Opens it with the grid in sight, and not scrolled to the button that has the focus. */
function open(dialog: HTMLDialogElement | null): void {
  dialog?.showModal();
  dialog?.scrollTo(0, 0);
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
