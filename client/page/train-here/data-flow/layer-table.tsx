import { useTexts } from '../../texts/language.ts';
import type { LayerInspection } from './step-inspection.ts';
import { dataFlowTexts } from './texts.ts';

/** The ends of the logarithmic scale of gradients, as powers of ten. */
const LOWEST = -5;
const HIGHEST = 2;

/** The layers of a network: the norms of their weights and gradients, and how far the step moves them. */
export function LayerTable({ layers, label }: { layers: readonly LayerInspection[]; label: string }) {
  const texts = useTexts(dataFlowTexts);
  return (
    <table class="layer-table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{texts.layer}</th>
          <th scope="col" title={texts.weightNote}>
            ‖w‖
          </th>
          <th scope="col" title={texts.gradientNote}>
            ‖∇‖
          </th>
          <th scope="col" title={texts.updateNote}>
            Δw
          </th>
        </tr>
      </thead>
      <tbody>
        {layers.map(({ name, shape, weight, gradient, update }) => (
          <tr key={name}>
            <th scope="row">
              {name.replace(/^[GD]\./, '')} <small>{shape.join('×')}</small>
            </th>
            <td>{weight.toPrecision(3)}</td>
            <td>
              <span class="meter" aria-hidden="true">
                <span style={{ width: `${(100 * logarithmic(gradient)).toFixed(1)}%` }} />
              </span>
              {gradient.toPrecision(2)}
            </td>
            <td>{texts.percent(100 * update)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A place on the scale, from 0 to 1. */
function logarithmic(value: number): number {
  return Math.min(1, Math.max(0, (Math.log10(value) - LOWEST) / (HIGHEST - LOWEST)));
}
