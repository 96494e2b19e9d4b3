export type Segment = { text: string; pressed: boolean; press: () => void };

/** A few choices side by side. */
export function Segments({ label, segments }: { label: string; segments: readonly Segment[] }) {
  return (
    <fieldset class="segments" aria-label={label}>
      {segments.map(({ text, pressed, press }) => (
        <button key={text} type="button" aria-pressed={pressed} onClick={press}>
          {text}
        </button>
      ))}
    </fieldset>
  );
}
