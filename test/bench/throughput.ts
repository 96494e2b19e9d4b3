/** Measures faces per second: the engine by backend, threads and batch, and other runtimes, in turns within one run. */
import type { Browser, Page } from 'playwright-core';
import { startBenchPage } from './chromium.ts';
import type { EngineSettings, Peer } from './page/main.ts';

export type Throughput = {
  readonly name: string;
  /** Median of all rounds. */
  readonly facesASecond: number;
  /** The ratio to TensorFlow.js in the same round, median of all rounds; 1 for TensorFlow.js. */
  readonly timesTensorFlow: number;
};

type Contender = { name: string; settings: EngineSettings | Peer; faces: number };

const ROUNDS = 7;
const TENSORFLOW = 'TensorFlow.js wasm, 1 thread';

/** Our kernel in WebAssembly. The numbers of faces are chosen so that all contenders take about as long for a round. */
function kernelOnWasm(threads: number, batch: number): Contender {
  return {
    name: `kernel, ${threads} thread${threads === 1 ? '' : 's'}, batch ${batch}`,
    settings: { backend: 'wasm', runtime: 'kernel', threads, batch },
    faces: 64,
  };
}

const CONTENDERS: readonly Contender[] = [
  { name: TENSORFLOW, settings: 'tensorflow', faces: 8 },
  {
    name: 'ONNX Runtime wasm, 1 thread',
    settings: { backend: 'wasm', runtime: 'onnx', threads: 1, batch: 8 },
    faces: 32,
  },
  kernelOnWasm(1, 1),
  kernelOnWasm(1, 8),
  kernelOnWasm(1, 32),
  kernelOnWasm(2, 8),
  kernelOnWasm(2, 32),
];

/** Few faces, since without a GPU they are computed in software. */
const ON_WEBGPU: readonly Contender[] = [
  { name: 'kernel', runtime: 'kernel' } as const,
  { name: 'ONNX Runtime', runtime: 'onnx' } as const,
].map(({ name, runtime }) => ({
  name,
  settings: { backend: 'webgpu', runtime, threads: 1, batch: 8 },
  faces: 8,
}));
/** Fewer than for WASM, for the same reason. */
const WEBGPU_ROUNDS = 3;

export type Contest = {
  readonly results: readonly Throughput[];
  /** Multiply-adds per second of one thread in WebAssembly SIMD, at most. */
  readonly simdPeak: number;
};

/** @param say reports progress */
export async function measureThroughput(
  browser: Browser,
  site: string,
  say: (line: string) => void,
): Promise<Contest> {
  const page = await openBench(browser, site);
  for (const { name, settings } of CONTENDERS) {
    say(`warming up: ${name}`);
    await page.evaluate(([title, how]) => window.contest.open(title, how), [name, settings] as const);
  }
  const rounds: Map<string, number>[] = [];
  const peaks: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    say(`round ${round} of ${ROUNDS}`);
    peaks.push(await page.evaluate(() => window.contest.simdPeak()));
    rounds.push(await timed(page, CONTENDERS));
  }
  await page.context().close();
  const results = CONTENDERS.map(({ name }) => summary(name, rounds));
  return { results, simdPeak: Math.max(...peaks) };
}

/** @returns nothing where there is no WebGPU adapter */
export async function measureWebGpu(browser: Browser, site: string): Promise<readonly Throughput[]> {
  const page = await openBench(browser, site);
  try {
    const adapter = await page.evaluate(async () => {
      const info = (await navigator.gpu?.requestAdapter())?.info;
      return info && (info.description || `${info.vendor} ${info.architecture}`);
    });
    if (adapter === undefined) {
      return [];
    }
    for (const { name, settings } of ON_WEBGPU) {
      await page.evaluate(([title, how]) => window.contest.open(title, how), [name, settings] as const);
    }
    const rounds: Map<string, number>[] = [];
    for (let round = 0; round < WEBGPU_ROUNDS; round++) {
      rounds.push(await timed(page, ON_WEBGPU));
    }
    return ON_WEBGPU.map(({ name }) => ({
      name: `${name}, WebGPU on ${adapter}, batch 8`,
      facesASecond: median(rounds.map((round) => round.get(name) ?? Number.NaN)),
      timesTensorFlow: Number.NaN,
    }));
  } finally {
    await page.context().close();
  }
}

async function openBench(browser: Browser, site: string): Promise<Page> {
  const { origin, stop } = await startBenchPage();
  const page = await browser.newPage();
  page.on('close', stop);
  page.setDefaultTimeout(0);
  await page.goto(`${origin}/bench/?${new URLSearchParams({ site })}`);
  await page.waitForFunction(() => 'contest' in window);
  return page;
}

/** One round: faces a second by name. */
async function timed(page: Page, contenders: readonly Contender[]): Promise<Map<string, number>> {
  const speeds = new Map<string, number>();
  for (const { name, faces } of contenders) {
    const milliseconds = await page.evaluate(([title, n]) => window.contest.time(title, n), [
      name,
      faces,
    ] as const);
    speeds.set(name, (faces / milliseconds) * 1000);
  }
  return speeds;
}

function summary(name: string, rounds: readonly Map<string, number>[]): Throughput {
  const speeds = rounds.map((round) => round.get(name) ?? Number.NaN);
  const ratios = rounds.map((round, i) => (speeds[i] ?? Number.NaN) / (round.get(TENSORFLOW) ?? Number.NaN));
  return { name, facesASecond: median(speeds), timesTensorFlow: median(ratios) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
