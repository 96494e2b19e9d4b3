import { useMemo } from 'preact/hooks';
import { useTexts } from '../texts/index.ts';
import { LineChart } from './line-chart.tsx';

/** What a training was like on average over a stretch of steps, up to `step`. */
export type MetricPoint = {
  readonly step: number;
  readonly lossDReal: number;
  readonly lossDFake: number;
  readonly lossG: number;
  readonly dReal: number;
  readonly dFakeBefore: number;
};

type TrainingCurvesProps = {
  points: readonly MetricPoint[];
  /** The step that is on screen. */
  at: number;
  onSeek: (step: number) => void;
};

/** The losses, and how real D holds portraits and faces to be; dragging over either goes to that step. */
export function TrainingCurves({ points, at, onSeek }: TrainingCurvesProps) {
  const { training, lesson } = useTexts();
  const steps = useMemo(() => points.map(({ step }) => step), [points]);
  const losses = useMemo(
    () =>
      [
        {
          name: training.lossD,
          values: points.map(({ lossDReal, lossDFake }) => lossDReal + lossDFake),
          tone: 'tide',
        },
        { name: training.lossG, values: points.map(({ lossG }) => lossG), tone: 'seal' },
      ] as const,
    [points, training],
  );
  const scores = useMemo(
    () =>
      [
        { name: 'D(x)', values: points.map(({ dReal }) => dReal), tone: 'tide' },
        { name: 'D(G(z))', values: points.map(({ dFakeBefore }) => dFakeBefore), tone: 'seal' },
      ] as const,
    [points],
  );
  const charts = [
    { title: training.losses, curves: losses },
    { title: training.scores, curves: scores },
  ];
  return (
    <>
      {charts.map(({ title, curves }) => (
        <section key={title} class="panel" aria-label={title}>
          <h2>{title}</h2>
          {points.length > 1 ? (
            <LineChart steps={steps} curves={curves} at={at} label={title} onSeek={onSeek} />
          ) : (
            <p class="aside chart-coming">{lesson.noCurves}</p>
          )}
        </section>
      ))}
    </>
  );
}
