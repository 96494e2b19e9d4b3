import type { Manifest } from '../../../latent/model/manifest.ts';
import type { Evaluation } from '../../../latent/model/measurements.ts';
import { useTexts } from '../texts/language.ts';
import { manifestTexts } from '../texts/manifest.ts';
import { sourcesOf } from '../texts/sources.ts';
import { DataTable } from '../ui/data-table.tsx';
import { formatNumber } from './format-number.ts';
import { aboutTexts } from './texts.ts';

/** Whether lower or higher values are better. */
export const ARROWS = { less: '↓', more: '↑' } as const;

type MeasuresTableProps = Pick<Evaluation, 'measures'> & { readonly manifest: Manifest };

/** How close a model's pictures are to those of its data. */
export function MeasuresTable({ measures, manifest }: MeasuresTableProps) {
  const about = useTexts(aboutTexts);
  const words = useTexts(manifestTexts);
  return (
    <>
      <DataTable
        label={about.numbers}
        head={[about.measure, about.value, about.reference[sourcesOf(manifest)]]}
        rows={measures.map(({ name, value, error, reference, better }) => [
          <>
            {words.measure(name)} <span title={about.betterWhen[better]}>{ARROWS[better]}</span>
          </>,
          <>
            {formatNumber(value)}
            {error !== undefined && <small>± {Number(error.toPrecision(1))}</small>}
          </>,
          reference === undefined ? '' : formatNumber(reference),
        ])}
      />
      <p class="aside">
        {ARROWS.less} {about.betterWhen.less} · {ARROWS.more} {about.betterWhen.more}
      </p>
    </>
  );
}
