import { useMemo } from 'preact/hooks';
import { useTexts } from '../texts/language.ts';
import type { MetricPoint } from '../training-metrics.ts';
import { LineChart } from './line-chart.tsx';
import { uiTexts } from './texts.ts';

type TrainingCurvesProps = {
  points: readonly MetricPoint[];
  /** The step whose faces are on screen. */
  at: number;
  onSeek: (step: number) => void;
};

/** The losses, and D(x) and D(G(z)), over the steps. Dragging over either chart seeks to a step. */
export function TrainingCurves({ points, at, onSeek }: TrainingCurvesProps) {
  const { curves } = useTexts(uiTexts);
  const steps = useMemo(() => points.map(({ step }) => step), [points]);
  const losses = useMemo(
    () =>
      [
        {
          name: curves.lossD,
          values: points.map(({ lossDReal, lossDFake }) => lossDReal + lossDFake),
          colour: 'second',
        },
        { name: curves.lossG, values: points.map(({ lossG }) => lossG), colour: 'first' },
      ] as const,
    [points, curves],
  );
  const scores = useMemo(
    () =>
      [
        { name: 'D(x)', values: points.map(({ dReal }) => dReal), colour: 'second' },
        { name: 'D(G(z))', values: points.map(({ dFakeBefore }) => dFakeBefore), colour: 'first' },
      ] as const,
    [points],
  );
  const charts = [
    { title: curves.losses, series: losses, axes: { x: curves.steps, y: curves.loss } },
    { title: curves.scores, series: scores, axes: { x: curves.steps, y: curves.realness }, top: 1 },
  ];
  return (
    <>
      {charts.map(({ title, series, axes, top }) => (
        <section key={title} class="panel" aria-label={title}>
          <h2>{title}</h2>
          {points.length > 1 ? (
            <LineChart
              steps={steps}
              series={series}
              at={at}
              label={title}
              axes={axes}
              top={top}
              onSeek={onSeek}
            />
          ) : (
            <p class="aside chart-placeholder">{curves.noCurves}</p>
          )}
        </section>
      ))}
    </>
  );
}
