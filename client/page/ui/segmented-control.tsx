export type Segment = { text: string; pressed: boolean; onPress: () => void };

/** A few choices side by side, of which the pressed ones are on. */
export function SegmentedControl({ label, segments }: { label: string; segments: readonly Segment[] }) {
  return (
    <fieldset class="segmented-control" aria-label={label}>
      {segments.map(({ text, pressed, onPress }) => (
        <button key={text} type="button" aria-pressed={pressed} onClick={onPress}>
          {text}
        </button>
      ))}
    </fieldset>
  );
}
