/** The bench's figures, and the table of them. */
import type { Throughput } from './throughput.ts';
import type { Visit } from './visits.ts';
import type { FiftyWidgets } from './widgets.ts';

/** What the names of the engine's rows on one thread begin with. */
const ONE_THREAD = 'kernel, 1 thread';

type Visits = { readonly cold: Visit; readonly warm: Visit };

export type Results = {
  /** ISO 8601. */
  readonly measured: string;
  readonly machine: string;
  /** Load averages over 1, 5 and 15 minutes after the run: more than the cores means that other programs ran. */
  readonly load: readonly number[];
  readonly browser: string;
  /** `webgpu` is null where there is no adapter. */
  readonly visits: { readonly wasm: Visits; readonly webgpu: Visits | null };
  readonly widgets: FiftyWidgets;
  readonly throughput: readonly Throughput[];
  /** Pictures per second while a slider of the studio moves. */
  readonly slider: number;
  /** The multiply-adds of one face of the default model. */
  readonly multiplyAdds: number;
  /** Multiply-adds per second on one thread. */
  readonly simdPeak: number;
};

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
function milliseconds(value: number): string {
  return `${Math.round(value)} ms`;
}

function visitRow(name: string, visit: Visit): string {
  const { bytesToFirstFace, bytes, firstPaint, interactive, firstFace, longestTask } = visit;
  const times = [firstPaint, interactive, firstFace, longestTask].map(milliseconds);
  return `| ${[name, kilobytes(bytesToFirstFace), kilobytes(bytes), ...times].join(' | ')} |`;
}

/** Markdown. */
export function table(results: Results): string {
  const { measured, machine, load, browser, visits, widgets, throughput, slider, multiplyAdds, simdPeak } =
    results;
  const { wasm, webgpu } = visits;
  const single = Math.max(
    ...throughput.filter(({ name }) => name.startsWith(ONE_THREAD)).map(({ facesASecond }) => facesASecond),
  );
  return [
    `Measured on ${measured.slice(0, 10)}: ${machine}, Chromium ${browser}, load ${load.join(', ')}.`,
    '',
    '| visit | bytes to the first face | bytes in all | first paint | interactive | first face drawn | longest task |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    visitRow('first, on WASM', wasm.cold),
    visitRow('second, on WASM', wasm.warm),
    ...(webgpu === null
      ? []
      : [visitRow('first, on WebGPU', webgpu.cold), visitRow('second, on WebGPU', webgpu.warm)]),
    '',
    '| file of the first visit on WASM | bytes over the wire |',
    '| --- | ---: |',
    ...wasm.cold.files.map(({ path, bytes }) => `| ${path} | ${bytes.toLocaleString('en')} |`),
    '',
    `Fifty widgets on a page of another site are all drawn on the device after ${widgets.seconds.toFixed(1)} s, for`,
    `${kilobytes(widgets.bytes)} over the wire and ${kilobytes(widgets.heapBytes)} of memory.`,
    '',
    '| what draws | faces a second | times TensorFlow.js |',
    '| --- | ---: | ---: |',
    ...throughput.map(({ name, facesASecond, timesTensorFlow }) => {
      const times = Number.isFinite(timesTensorFlow) ? timesTensorFlow.toFixed(1) : '';
      return `| ${name} | ${facesASecond.toFixed(1)} | ${times} |`;
    }),
    '',
    `While a slider of the studio moves, ${slider.toFixed(0)} pictures a second come onto the screen on WASM.`,
    '',
    `A face is ${(multiplyAdds / 1e6).toFixed(0)} million multiply-adds. WebAssembly SIMD does ${(simdPeak / 1e9).toFixed(1)} billion a second here on`,
    `one thread at most; the kernel's faces are worth ${((100 * single * multiplyAdds) / simdPeak).toFixed(0)} % of that, since it`,
    'leaves seven of sixteen out in hidden layers (Winograd).',
    '',
  ].join('\n');
}
