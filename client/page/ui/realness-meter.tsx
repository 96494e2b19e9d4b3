/** D(x), from 0 to 1, as a number and as a bar; null while it is not known. It belongs into a `dl` of class `realness`. */
export function RealnessMeter({ label, value }: { label: string; value: number | null }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span class="meter" aria-hidden="true">
          <span style={{ width: `${100 * (value ?? 0)}%` }} />
        </span>
        {value === null ? '–' : value.toFixed(2)}
      </dd>
    </div>
  );
}
