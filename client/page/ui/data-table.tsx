import type { ComponentChildren } from 'preact';

type DataTableProps = {
  /** The accessible name. */
  label: string;
  head: readonly ComponentChildren[];
  /** The first cell of each names the row. */
  rows: readonly (readonly ComponentChildren[])[];
};

/** A table that scrolls sideways where the screen is narrower. */
export function DataTable({ label, head, rows }: DataTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus, to be scrolled by keyboard
    <div class="data-table" tabIndex={0}>
      <table aria-label={label}>
        <thead>
          <tr>
            {head.map((cell, i) => (
              <th key={i} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], i) => (
            <tr key={i}>
              <th scope="row">{name}</th>
              {cells.map((cell, k) => (
                <td key={k}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
