/** The one live line of a training run; on something that is no terminal, a plain line now and then. */
import type { Metrics } from './step.ts';

const PLAIN_EVERY_SECONDS = 30;
/** The rate is that of the last steps, so that a pause does not spoil it for long. */
const RATE_WINDOW = 50;

const clock = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return `${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`;
};

export type Progress = {
  step(steps: number, metrics: Metrics, elapsed: number): void;
  done(message: string): void;
};

/**
 * @param total seconds the run may take
 * @param batch images a step
 */
export const showProgress = (
  total: number,
  batch: number,
  out: NodeJS.WriteStream = process.stderr,
): Progress => {
  const times: number[] = [];
  let shown = Number.NEGATIVE_INFINITY;
  return {
    step(steps, metrics, elapsed) {
      times.push(elapsed);
      if (times.length > RATE_WINDOW) times.shift();
      if (!out.isTTY && elapsed - shown < PLAIN_EVERY_SECONDS) return;
      shown = elapsed;
      const span = elapsed - (times[0] ?? elapsed);
      const rate = span > 0 ? ((times.length - 1) * batch) / span : 0;
      const line = [
        `step ${steps}`,
        `${rate.toFixed(1)} images/s`,
        `loss D ${(metrics.lossDReal + metrics.lossDFake).toFixed(3)}`,
        `loss G ${metrics.lossG.toFixed(3)}`,
        `D(x) ${metrics.dReal.toFixed(2)}`,
        `D(G(z)) ${metrics.dFakeBefore.toFixed(2)} → ${metrics.dFakeAfter.toFixed(2)}`,
        `${clock(total - elapsed)} left`,
      ].join('  ');
      out.write(out.isTTY ? `\r\x1b[2K${line}` : `${line}\n`);
    },
    done: (message) => {
      out.write(`${out.isTTY ? '\r\x1b[2K' : ''}${message}\n`);
    },
  };
};
