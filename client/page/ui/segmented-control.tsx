export type Segment = { text: string; pressed: boolean; onPress: () => void };

/** A few choices side by side. */
export function SegmentedControl({ label, segments }: { label: string; segments: readonly Segment[] }) {
  return (
    <fieldset class="segments" aria-label={label}>
      {segments.map(({ text, pressed, onPress: press }) => (
        <button key={text} type="button" aria-pressed={pressed} onClick={press}>
          {text}
        </button>
      ))}
    </fieldset>
  );
}
