import { useMemo } from 'preact/hooks';
import { useTexts } from '../../texts/language.ts';
import type { MetricPoint } from '../../training-metrics.ts';
import { LineChart } from '../../ui/line-chart.tsx';
import { uiTexts } from '../../ui/texts.ts';
import { compareTexts } from './texts.ts';

const CHARTS = [
  { name: 'lossD', of: ({ lossDReal, lossDFake }: MetricPoint) => lossDReal + lossDFake, top: undefined },
  { name: 'lossG', of: ({ lossG }: MetricPoint) => lossG, top: undefined },
  { name: 'dReal', of: ({ dReal }: MetricPoint) => dReal, top: 1 },
  { name: 'dFake', of: ({ dFakeBefore }: MetricPoint) => dFakeBefore, top: 1 },
] as const;

type ComparisonCurvesProps = {
  /** The points of both trainings, at the same steps. */
  points: readonly [readonly MetricPoint[], readonly MetricPoint[]];
  names: readonly [string, string];
};

/** A chart for each metric, with a line for each training. */
export function ComparisonCurves({ points: [first, second], names }: ComparisonCurvesProps) {
  const texts = useTexts(compareTexts);
  const { curves } = useTexts(uiTexts);
  const length = Math.min(first.length, second.length);
  const charts = useMemo(
    () =>
      CHARTS.map(({ name, of, top }) => ({
        name,
        top,
        series: [
          { name: names[0], values: first.slice(0, length).map(of), colour: 'second' },
          { name: names[1], values: second.slice(0, length).map(of), colour: 'first' },
        ] as const,
      })),
    [first, second, length, names],
  );
  const steps = useMemo(() => first.slice(0, length).map(({ step }) => step), [first, length]);
  return (
    <div class="comparison-curves">
      {charts.map(({ name, series, top }) => (
        <section key={name} class="panel" aria-label={texts.charts[name]}>
          <h2>{texts.charts[name]}</h2>
          {length > 1 ? (
            <LineChart
              steps={steps}
              series={series}
              at={steps.at(-1) ?? 0}
              label={texts.charts[name]}
              axes={{ x: curves.steps, y: top === undefined ? curves.loss : curves.realness }}
              top={top}
              onSeek={() => {}}
            />
          ) : (
            <p class="aside chart-placeholder">{curves.noCurves}</p>
          )}
        </section>
      ))}
    </div>
  );
}
