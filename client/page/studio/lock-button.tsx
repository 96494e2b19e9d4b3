type LockButtonProps = {
  locked: boolean;
  /** The same for both states: `aria-pressed` tells them apart. */
  label: string;
  onToggle: () => void;
};

/** Locks a direction or a dimension, so that variations do not change it. */
export function LockButton({ locked, label, onToggle }: LockButtonProps) {
  return (
    <button
      type="button"
      class="lock-button"
      aria-pressed={locked}
      aria-label={label}
      title={label}
      onClick={onToggle}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <rect x="5" y="11" width="14" height="9" rx="2" />
        <path d={locked ? 'M8 11V8a4 4 0 0 1 8 0v3' : 'M8 11V7a4 4 0 0 1 7.6-1.7'} />
      </svg>
    </button>
  );
}

/** A copy of the set with the item added, or removed if it was there. */
export function toggled(set: ReadonlySet<number>, item: number): ReadonlySet<number> {
  const other = new Set(set);
  if (!other.delete(item)) {
    other.add(item);
  }
  return other;
}
