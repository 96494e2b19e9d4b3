/** The page of the bench: test/bench/throughput.ts has it draw many faces with one contender at a time. */
import { type Backend, openEngine, type RuntimeName } from '@dareka/engine';
import type { OpenContender } from './contender.ts';
import { simdPeak } from './simd-peak.ts';
import { SITE } from './site.ts';
import { openTensorFlow } from './tensorflow.ts';

export type Contest = {
  /**
   * Opens a contender and warms it up; it stays open until `close`.
   *
   * @throws Error where it draws another face than the contender that was opened first
   */
  open(name: string, settings: EngineSettings | Peer): Promise<void>;
  /** Milliseconds to draw a number of faces. */
  time(name: string, faces: number): Promise<number>;
  close(name: string): void;
  /** Multiply-adds per second of one thread with f32x4 SIMD. */
  simdPeak(): number;
};

/** A runtime other than the engine's that draws the same faces. */
export type Peer = 'tensorflow';

export type EngineSettings = { backend: Backend; runtime: RuntimeName; threads: number; batch: number };

declare global {
  interface Window {
    contest: Contest;
  }
}

/** Faces drawn before the first measurement, since JavaScript engines optimize hot code after a while. */
const WARM_UP = 16;

/** In 1/255, as between any two backends. */
const TOLERANCE = 2;

let expected: Uint8ClampedArray | undefined;

const contenders = new Map<string, OpenContender>();

function named(name: string): OpenContender {
  const contender = contenders.get(name);
  if (contender === undefined) {
    throw new Error(`${name} is not open`);
  }
  return contender;
}

function openOurs(settings: EngineSettings): OpenContender {
  const engine = openEngine({ models: `${SITE}/models/`, ...settings });
  return {
    async draw(faces) {
      const drawn = await engine.draw({ seeds: Array.from({ length: faces }, (_, seed) => seed) });
      return drawn.at(-1)?.data ?? new Uint8ClampedArray();
    },
    close: engine.close,
  };
}

window.contest = {
  async open(name, settings) {
    const contender = settings === 'tensorflow' ? await openTensorFlow() : openOurs(settings);
    contenders.set(name, contender);
    const face = await contender.draw(WARM_UP);
    expected ??= face;
    const off = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (face[i] ?? 0))), 0);
    if (off > TOLERANCE) {
      throw new Error(`${name} draws another face, ${off}/255 off`);
    }
  },
  async time(name, faces) {
    const started = performance.now();
    await named(name).draw(faces);
    return performance.now() - started;
  },
  close(name) {
    named(name).close();
    contenders.delete(name);
  },
  simdPeak,
};
