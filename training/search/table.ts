/** The results of a search as a table. */
import * as v from 'valibot';
import { parseJson } from '../read/parse.ts';

/** The part of the output of `evaluate --json` that the table shows. */
const evaluationSchema = v.object({
  measures: v.array(v.object({ name: v.string(), value: v.number(), reference: v.number() })),
});

export type EvaluationSummary = v.InferOutput<typeof evaluationSchema>;

/**
 * @throws where the text is not the output of `evaluate --json`
 */
export function parseEvaluationSummary(text: string): EvaluationSummary {
  return parseJson(evaluationSchema, text, 'the evaluation');
}

export type Row = { readonly description: string; readonly evaluation: EvaluationSummary | undefined };

/** The columns of the table, and their digits after the point. */
const COLUMNS = [
  { name: 'frechet', head: 'Fréchet distance', digits: 2 },
  { name: 'precision', head: 'precision', digits: 2 },
  { name: 'recall', head: 'recall', digits: 2 },
  { name: 'coverage', head: 'coverage', digits: 2 },
  { name: 'facesFound', head: 'faces found', digits: 2 },
] as const;

/** Markdown: a row of reference values, then one for each change that was measured, by rising distance to the portraits. */
export function searchTable(
  base: string,
  { images, samples }: { readonly images: number; readonly samples: number },
  rows: readonly Row[],
): string {
  const done = rows.filter(
    (row): row is Row & { evaluation: EvaluationSummary } => row.evaluation !== undefined,
  );
  const value = ({ measures }: EvaluationSummary, name: string, of: 'value' | 'reference'): number =>
    measures.find((measure) => measure.name === name)?.[of] ?? Number.NaN;
  const line = (description: string, evaluation: EvaluationSummary, of: 'value' | 'reference'): string =>
    `| ${description} | ${COLUMNS.map(({ name, digits }) => value(evaluation, name, of).toFixed(digits)).join(' | ')} |`;
  const sorted = done.toSorted(
    (a, b) => value(a.evaluation, 'frechet', 'value') - value(b.evaluation, 'frechet', 'value'),
  );
  const best = sorted[0]?.evaluation;
  return [
    `One change each to \`${base}\`, ${images.toLocaleString('en')} images a run, measured by ${samples.toLocaleString('en')} faces.`,
    '',
    `| changed | ${COLUMNS.map(({ head }) => head).join(' | ')} |`,
    `| --- |${' --- |'.repeat(COLUMNS.length)}`,
    ...(best ? [line('portraits against other portraits', best, 'reference')] : []),
    ...sorted.map(({ description, evaluation }) => line(description, evaluation, 'value')),
    '',
  ].join('\n');
}
