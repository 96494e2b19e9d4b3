import { useRef } from 'preact/hooks';
import { useTexts } from '../texts/language.ts';
import { formatSigned } from './directions.tsx';
import { studioTexts } from './texts.ts';

const COLUMNS = 10;
/** What + and − change a number by. */
const NUDGE = 0.25;
/** At this size a colour is full. */
const FULL = 2.5;

type LatentGridProps = {
  z: Float32Array;
  /** Where the keyboard and the walk are. */
  at: number;
  brush: number;
  locked: ReadonlySet<number>;
  /** Where the pointer is; null where it is on none. */
  onHover: (index: number | null) => void;
  onVisit: (index: number) => void;
  onPaint: (index: number, value: number) => void;
  onRest: () => void;
};

/** The numbers of z as a grid of colours to paint on, with the pointer or the keyboard. */
export function LatentGrid({ z, at, brush, locked, onHover, onVisit, onPaint, onRest }: LatentGridProps) {
  const studio = useTexts(studioTexts);
  const grid = useRef<HTMLFieldSetElement>(null);
  const painting = useRef(false);

  function cellAt(event: PointerEvent): number | null {
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-index]');
    return cell instanceof HTMLElement && grid.current?.contains(cell) ? Number(cell.dataset.index) : null;
  }
  function paint(event: PointerEvent): void {
    const index = cellAt(event);
    onHover(index);
    if (index === null || !painting.current) {
      return;
    }
    onVisit(index);
    onPaint(index, brush);
  }
  function stop(): void {
    if (painting.current) {
      onRest();
    }
    painting.current = false;
  }
  function visit(index: number): void {
    if (index < 0 || index >= z.length) {
      return;
    }
    onVisit(index);
    grid.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
  }
  function set(value: number): void {
    onPaint(at, value);
    onRest();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) {
      return;
    }
    const action = {
      ArrowLeft: () => visit(at - 1),
      ArrowRight: () => visit(at + 1),
      ArrowUp: () => visit(at - COLUMNS),
      ArrowDown: () => visit(at + COLUMNS),
      '+': () => set((z[at] ?? 0) + NUDGE),
      '-': () => set((z[at] ?? 0) - NUDGE),
      Enter: () => set(brush),
      ' ': () => set(brush),
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
      class="palette"
      aria-label={studio.palette}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        painting.current = true;
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
          aria-label={studio.cell(index, formatSigned(value))}
          title={studio.cell(index, formatSigned(value))}
          aria-current={index === at}
          tabIndex={index === at ? 0 : -1}
          style={{
            '--hue': value < 0 ? 'var(--tide)' : 'var(--seal)',
            '--much': `${Math.round(Math.min(1, Math.abs(value) / FULL) * 100)}%`,
          }}
        />
      ))}
    </fieldset>
  );
}
