/** The page of the bench: draws many faces by one contender at a time, when test/bench/throughput.ts says so. */
import { type Backend, openEngine } from '@dareka/engine';
import type { Contender } from './contender.ts';
import { openOnnxRuntime } from './onnx.ts';
import { simdPeak } from './simd-peak.ts';
import { SITE } from './site.ts';
import { openTensorFlow } from './tensorflow.ts';

export type Contest = {
  /**
   * Makes a contender ready, warm, and drawing; it stays until `close`.
   *
   * @throws Error where it draws another face than the first one who was opened
   */
  open(name: string, settings: EngineSettings | Peer): Promise<void>;
  /** How long it takes, in milliseconds. */
  time(name: string, faces: number): Promise<number>;
  close(name: string): void;
  /** Multiplications with an addition each that one thread of this machine does in a second, 32-bit, four at a time. */
  simdPeak(): number;
};

/** What else draws the same faces. */
export type Peer = 'tensorflow' | 'onnxruntime';

export type EngineSettings = { backend: Backend; threads: number; batch: number };

declare global {
  interface Window {
    contest: Contest;
  }
}

/** Faces that are drawn before any are timed: engines compile what runs often once more, and better. */
const WARM_UP = 16;

/** In 255ths, as between any two backends. */
const TOLERANCE = 2;

let expected: Uint8ClampedArray | undefined;

const contenders = new Map<string, Contender>();

function named(name: string): Contender {
  const contender = contenders.get(name);
  if (contender === undefined) {
    throw new Error(`${name} is not open`);
  }
  return contender;
}

function openOurs(settings: EngineSettings): Contender {
  const engine = openEngine({ models: `${SITE}/models/`, runtime: `${SITE}/ort/`, ...settings });
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
    const contender =
      settings === 'tensorflow'
        ? await openTensorFlow()
        : settings === 'onnxruntime'
          ? await openOnnxRuntime()
          : openOurs(settings);
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
