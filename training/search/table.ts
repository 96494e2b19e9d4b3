/** What a search found, as a table. */
import * as v from 'valibot';
import { parseJson } from '../parse.ts';

/** Of what `evaluate --json` says, what the table has. */
const outcomeSchema = v.object({
  measures: v.array(v.object({ name: v.string(), value: v.number(), reference: v.number() })),
});

export type Outcome = v.InferOutput<typeof outcomeSchema>;

/**
 * @throws where the text is not what `evaluate --json` says
 */
export function readOutcome(text: string): Outcome {
  return parseJson(outcomeSchema, text, 'the evaluation');
}

export type Row = { readonly says: string; readonly outcome: Outcome | undefined };

/** The measures that the table shows, and to how many digits. */
const COLUMNS = [
  { name: 'frechet', head: 'Fréchet distance', digits: 2 },
  { name: 'precision', head: 'precision', digits: 2 },
  { name: 'recall', head: 'recall', digits: 2 },
  { name: 'coverage', head: 'coverage', digits: 2 },
  { name: 'facesFound', head: 'faces found', digits: 2 },
] as const;

/** Markdown: a row for each change that was tried, the nearest to portraits first, and portraits themselves above all. */
export function tableOf(
  base: string,
  { images, samples }: { readonly images: number; readonly samples: number },
  rows: readonly Row[],
): string {
  const done = rows.filter((row): row is Row & { outcome: Outcome } => row.outcome !== undefined);
  const value = ({ measures }: Outcome, name: string, of: 'value' | 'reference'): number =>
    measures.find((measure) => measure.name === name)?.[of] ?? Number.NaN;
  const line = (says: string, outcome: Outcome, of: 'value' | 'reference'): string =>
    `| ${says} | ${COLUMNS.map(({ name, digits }) => value(outcome, name, of).toFixed(digits)).join(' | ')} |`;
  const sorted = done.toSorted(
    (a, b) => value(a.outcome, 'frechet', 'value') - value(b.outcome, 'frechet', 'value'),
  );
  const best = sorted[0]?.outcome;
  return [
    `One change each to \`${base}\`, ${images.toLocaleString('en')} images a run, measured by ${samples.toLocaleString('en')} faces.`,
    '',
    `| changed | ${COLUMNS.map(({ head }) => head).join(' | ')} |`,
    `| --- |${' --- |'.repeat(COLUMNS.length)}`,
    ...(best ? [line('portraits against other portraits', best, 'reference')] : []),
    ...sorted.map(({ says, outcome }) => line(says, outcome, 'value')),
    '',
  ].join('\n');
}
