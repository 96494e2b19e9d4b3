/** What an engine can do beyond WebAssembly's first version, by whether it takes a module with an instruction of that kind. */
import { type Code, encodeModule, type FunctionCode, f32x4 } from './assembler.ts';

function takes(body: Code): boolean {
  const one: FunctionCode = { parameters: [], result: 'v128', locals: [], body };
  return WebAssembly.validate(
    encodeModule({ memory: { least: 1, most: 1, shared: false }, functions: [one] }),
  );
}

const ZERO = f32x4.const(0);

/** Whether there are vectors, without which nothing here runs. */
export function hasVectors(): boolean {
  return takes(ZERO);
}

/** Whether one instruction multiplies and adds ("Relaxed SIMD"); Chromium has it since 114. */
export function hasRelaxedVectors(): boolean {
  return takes(f32x4.relaxedMultiplyAdd(ZERO, ZERO, ZERO));
}
