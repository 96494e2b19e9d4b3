/**
 * How threads that do not compute see whether the others still do. Threads that compute wait for one another, and for ever for one that
 * ended within a task; they answer no messages meanwhile.
 */

/** Where it is in the shared memory, in bytes. */
export type Pulse = { readonly memory: WebAssembly.Memory; readonly address: number };

const INTEGER = Int32Array.BYTES_PER_ELEMENT;
/** Three integers: how often it beat; the address of the counters of the program that runs now, and their bytes, 0 while none runs. */
const INTEGERS = 3;
export const PULSE_BYTES = INTEGERS * INTEGER;

/** Says which program runs from now on, by its counters. @param bytes of them; 0 where none does */
export function beat(pulse: Pulse | undefined, counters: number, bytes: number): void {
  if (pulse !== undefined) {
    const integers = new Int32Array(pulse.memory.buffer, pulse.address, INTEGERS);
    Atomics.add(integers, 0, 1);
    Atomics.store(integers, 1, counters);
    Atomics.store(integers, 2, bytes);
  }
}

/** Changes whenever a task is taken or done; null while no program runs. */
export function readPulse({ memory, address }: Pulse): string | null {
  const [beats, counters, bytes = 0] = new Int32Array(memory.buffer, address, INTEGERS);
  return bytes === 0 ? null : `${beats}: ${new Int32Array(memory.buffer, counters, bytes / INTEGER)}`;
}
