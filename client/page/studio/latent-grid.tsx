import { useRef } from 'preact/hooks';
import { useKeyGesture } from '../hooks/use-key-gesture.ts';
import { useTexts } from '../texts/language.ts';
import { formatSigned } from './format-signed.ts';
import { studioTexts } from './texts.ts';

const COLUMNS = 10;
/** How much the keys + and − change a number. */
const KEY_STEP = 0.25;
/** Numbers of this size have the full colour. */
const FULL_COLOUR = 2.5;

type LatentGridProps = {
  z: Float32Array;
  /** The name of a dimension. */
  nameOf: (index: number) => string;
  /** The dimension that has the focus. */
  at: number;
  /** The value that a press paints; null where a press chooses a dimension. */
  brush: number | null;
  locked: ReadonlySet<number>;
  /** The dimension under the pointer, or null. */
  onHover: (index: number | null) => void;
  onFocus: (index: number) => void;
  onPaint: (index: number, value: number) => void;
  /** At the end of a stroke, or of a series of keys. */
  onPaintEnd: () => void;
};

/** z as a grid of colours, to choose a dimension in, or to paint on, with the pointer or the keyboard. */
export function LatentGrid(props: LatentGridProps) {
  const { z, nameOf, at, brush, locked, onHover, onFocus, onPaint, onPaintEnd } = props;
  const texts = useTexts(studioTexts);
  const grid = useRef<HTMLFieldSetElement>(null);
  const painting = useRef(false);
  const keys = useKeyGesture(onPaintEnd);

  function cellAt(event: PointerEvent): number | null {
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-index]');
    return cell instanceof HTMLElement && grid.current?.contains(cell) ? Number(cell.dataset.index) : null;
  }
  function paint(event: PointerEvent): void {
    const index = cellAt(event);
    onHover(index);
    if (index === null || brush === null || !painting.current) {
      return;
    }
    onFocus(index);
    onPaint(index, brush);
  }
  function stop(): void {
    if (painting.current) {
      onPaintEnd();
    }
    painting.current = false;
  }
  function focus(index: number): void {
    if (index < 0 || index >= z.length) {
      return;
    }
    keys.end();
    onFocus(index);
    grid.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
  }
  function set(value: number): void {
    onPaint(at, value);
    keys.press();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) {
      return;
    }
    const action = {
      ArrowLeft: () => focus(at - 1),
      ArrowRight: () => focus(at + 1),
      ArrowUp: () => focus(at - COLUMNS),
      ArrowDown: () => focus(at + COLUMNS),
      '+': () => set((z[at] ?? 0) + KEY_STEP),
      '-': () => set((z[at] ?? 0) - KEY_STEP),
      ...(brush === null ? {} : { Enter: () => set(brush), ' ': () => set(brush) }),
    }[event.key];
    if (action === undefined) {
      return;
    }
    event.preventDefault();
    action();
  }

  return (
    <fieldset
      ref={grid}
      class={brush === null ? 'latent-grid' : 'latent-grid painted'}
      aria-label={texts.latent}
      onKeyDown={onKeyDown}
      onFocusOut={keys.end}
      onPointerDown={(event) => {
        painting.current = event.button === 0 && brush !== null;
        paint(event);
      }}
      onPointerMove={paint}
      onPointerUp={stop}
      onPointerCancel={stop}
      onPointerLeave={() => {
        stop();
        onHover(null);
      }}
    >
      {Array.from(z, (value, index) => (
        <button
          type="button"
          key={index}
          data-index={index}
          class={locked.has(index) ? 'locked' : undefined}
          aria-label={texts.component(nameOf(index), formatSigned(value))}
          title={texts.component(nameOf(index), formatSigned(value))}
          aria-current={index === at}
          tabIndex={index === at ? 0 : -1}
          onClick={() => onFocus(index)}
          style={{
            '--cell-colour': value < 0 ? 'var(--accent-secondary)' : 'var(--accent)',
            '--cell-strength': `${Math.round(Math.min(1, Math.abs(value) / FULL_COLOUR) * 100)}%`,
          }}
        />
      ))}
    </fieldset>
  );
}
