/**
 * Measures the peak of WebAssembly SIMD on one thread: a loop of f32x4.mul and f32x4.add on values in registers, with enough
 * independent sums that none waits for another. The module is so small that it is written as bytes.
 */
import { encodeVarint } from '../../../latent/code/varint.ts';

const SUMS = 13;
const LOOPS = 3e6;
const ROUNDS = 5;
const LANES = 4;

/** Bytes of the WebAssembly specification, section 5. */
const V128 = 0x7b;
const I32 = 0x7f;
const F32 = 0x7d;
function simd(code: number): number[] {
  return [0xfd, ...encodeVarint(code)];
}
const SPLAT = simd(0x13);
const LANE_0 = [...simd(0x1f), 0];
const ADD = simd(0xe4);
const MUL = simd(0xe6);

const COUNT = 0;
const FACTOR = 3;
const TERM = 4;
const FIRST_SUM = 5;

/** @returns multiply-adds per second */
export function simdPeak(): number {
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes())).exports;
  if (typeof run !== 'function') {
    throw new Error('the module exports no run');
  }
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    run(LOOPS, 0.999, 0.001);
    best = Math.min(best, performance.now() - started);
  }
  return (LOOPS * SUMS * LANES * 1000) / best;
}

/** (count: i32, factor: f32, term: f32) → f32: each sum becomes sum · factor + term, count times. */
function moduleBytes(): Uint8Array<ArrayBuffer> {
  const sums = Array.from({ length: SUMS }, (_, i) => FIRST_SUM + i);
  const get = (local: number): number[] => [0x20, ...encodeVarint(local)];
  const set = (local: number): number[] => [0x21, ...encodeVarint(local)];
  const code = [
    // Locals: factor, term and the sums.
    ...[1, ...encodeVarint(2 + SUMS), V128],
    ...[...get(1), ...SPLAT, ...set(FACTOR), ...get(2), ...SPLAT, ...set(TERM)],
    ...sums.flatMap((sum) => [...get(TERM), ...set(sum)]),
    ...[0x03, 0x40],
    ...sums.flatMap((sum) => [...get(sum), ...get(FACTOR), ...MUL, ...get(TERM), ...ADD, ...set(sum)]),
    // count − 1, and again unless that is 0.
    ...[...get(COUNT), 0x41, 1, 0x6b, 0x22, COUNT, 0x0d, 0, 0x0b],
    ...[...get(FIRST_SUM), ...sums.slice(1).flatMap((sum) => [...get(sum), ...ADD]), ...LANE_0, 0x0b],
  ];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 3, I32, F32, F32, 1, F32]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, ...new TextEncoder().encode('run'), 0, 0]),
    ...section(10, [1, ...encodeVarint(code.length), ...code]),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...encodeVarint(content.length), ...content];
}
