/**
 * The binary format of WebAssembly, as far as our kernels need it. Code is a list of bytes; a function here that is named
 * like an instruction returns the bytes of its operands and then its own, so that code reads like an expression:
 *
 *     f32x4.add(f32x4.mul(a, b), c)
 *
 * W3C, "WebAssembly Core Specification", chapter 5; the proposals "Relaxed SIMD" and "Threads" for what their names say.
 */

import { joinChunks } from '../chunks.ts';

/** Bytes, and code within code: nothing is copied before the module is encoded. */
export type Code = readonly (number | Code)[];

const TYPE = { i32: 0x7f, v128: 0x7b } as const;
export type Type = keyof typeof TYPE;

/** An unsigned number in LEB128: seven bits to a byte, the lowest first. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return bytes;
}

/** A signed 32-bit number in LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 127;
    rest >>= 7;
    const isDone = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
    bytes.push(isDone ? low : low + 128);
    if (isDone) {
      return bytes;
    }
  }
}

type Operator = (...operands: readonly Code[]) => Code;

function plain(opcode: number): Operator {
  return (...operands) => [...operands, opcode];
}

function simd(opcode: number): Operator {
  const bytes = [0xfd, ...unsigned(opcode)];
  return (...operands) => [...operands, bytes];
}

/** Where a load or a store finds memory: at an address, plus a constant that costs nothing. */
function memory(opcode: Code, alignment: number) {
  return (address: Code, offset = 0, value: Code = []): Code => [
    address,
    value,
    opcode,
    alignment,
    unsigned(offset),
  ];
}

function vectorOpcode(opcode: number): number[] {
  return [0xfd, ...unsigned(opcode)];
}
function atomicOpcode(opcode: number): number[] {
  return [0xfe, opcode];
}
/** Alignments are hints, as exponents of 2; what is not aligned is only slower. */
const WORD = 2;

export const i32 = {
  const: (value: number): Code => [0x41, signed(value)],
  add: plain(0x6a),
  sub: plain(0x6b),
  mul: plain(0x6c),
  divU: plain(0x6e),
  remU: plain(0x70),
  ltU: plain(0x49),
  geU: plain(0x4f),
  eq: plain(0x46),
  ne: plain(0x47),
  and: plain(0x71),
  leS: plain(0x4c),
  /** The first operand where the condition is not zero, else the second. */
  select: (a: Code, b: Code, condition: Code): Code => [a, b, condition, 0x1b],
  load: memory([0x28], WORD),
  store: memory([0x36], WORD),
};

/** Between threads: each is done as a whole, and in an order that all threads see. */
export const atomic = {
  load: memory(atomicOpcode(0x10), WORD),
  add: memory(atomicOpcode(0x1e), WORD),
  /** Writes the second operand where memory has the first; returns what it had. */
  compareExchange: (address: Code, expected: Code, next: Code): Code => [
    address,
    expected,
    next,
    atomicOpcode(0x48),
    WORD,
    0,
  ],
  /** Sleeps while memory has what is expected, for at most the given time. */
  wait: (address: Code, expected: Code, nanoseconds: number): Code => [
    address,
    expected,
    0x42,
    signed(nanoseconds),
    atomicOpcode(0x01),
    WORD,
    0,
  ],
  /** Wakes at most `count` of the threads that sleep at an address. */
  notify: (address: Code, count: Code): Code => [address, count, atomicOpcode(0x00), WORD, 0],
};

export const v128 = {
  const: (words: readonly [number, number, number, number]): Code => [
    vectorOpcode(12),
    ...new Uint8Array(Uint32Array.from(words).buffer),
  ],
  load: memory(vectorOpcode(0), WORD),
  /** One number from memory, in all lanes. */
  loadSplat: memory(vectorOpcode(9), WORD),
  /** One number from memory, in the first lane; zero in the others. */
  loadOne: memory(vectorOpcode(92), WORD),
  /** Two numbers from memory, in the first lanes; zeros in the others. */
  loadTwo: memory(vectorOpcode(93), WORD),
  loadLane: (address: Code, offset: number, value: Code, lane: number): Code => [
    memory(vectorOpcode(86), WORD)(address, offset, value),
    lane,
  ],
  store: memory(vectorOpcode(11), WORD),
  storeLane: (address: Code, offset: number, value: Code, lane: number): Code => [
    memory(vectorOpcode(90), WORD)(address, offset, value),
    lane,
  ],
  /** Lanes of two vectors: 0 to 3 of the first, 4 to 7 of the second. */
  shuffle: (a: Code, b: Code, lanes: readonly number[]): Code => [
    a,
    b,
    vectorOpcode(13),
    ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
  ],
  and: simd(78),
  andNot: simd(79),
  or: simd(80),
  xor: simd(81),
  /** Bits of the first operand where the mask has ones, of the second elsewhere. */
  select: (a: Code, b: Code, mask: Code): Code => simd(82)(a, b, mask),
};

export const i32x4 = {
  splat: simd(17),
  add: simd(174),
  sub: simd(177),
  ltU: simd(58),
  shiftLeft: (a: Code, bits: number): Code => simd(171)(a, i32.const(bits)),
  shiftRightSigned: (a: Code, bits: number): Code => simd(172)(a, i32.const(bits)),
  ofFloat: simd(248),
  replaceLane: (vector: Code, lane: number, value: Code): Code => [vector, value, vectorOpcode(28), lane],
};

/** The four bytes of a 32-bit float as a number. */
export function bitsOf(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
}

export const f32x4 = {
  const(value: number): Code {
    const bits = bitsOf(value);
    return v128.const([bits, bits, bits, bits]);
  },
  add: simd(228),
  sub: simd(229),
  mul: simd(230),
  div: simd(231),
  /** The larger one; NaN where one of them is NaN. */
  max: simd(233),
  /** The second operand where it is smaller than the first; else the first, also where one is NaN. */
  pseudoMin: simd(234),
  /** The second operand where it is larger than the first; else the first, also where one is NaN. */
  pseudoMax: simd(235),
  abs: simd(224),
  neg: simd(225),
  sqrt: simd(227),
  nearest: simd(106),
  lt: simd(67),
  gt: simd(68),
  ofInteger: simd(250),
  /** a · b + c, rounded once or twice, depending on the CPU. */
  relaxedMultiplyAdd: simd(0x105),
};

export const local = {
  get: (index: number): Code => [0x20, unsigned(index)],
  set: (index: number, value: Code): Code => [value, 0x21, unsigned(index)],
  tee: (index: number, value: Code): Code => [value, 0x22, unsigned(index)],
};

const NOTHING = 0x40;
const END = 0x0b;

export const control = {
  block: (...body: readonly Code[]): Code => [0x02, NOTHING, ...body, END],
  loop: (...body: readonly Code[]): Code => [0x03, NOTHING, ...body, END],
  if: (condition: Code, ...body: readonly Code[]): Code => [condition, 0x04, NOTHING, ...body, END],
  /** To the end of the block, or to the start of the loop, that is `levels` levels out. */
  branch: (levels: number): Code => [0x0c, levels],
  ifElse: (condition: Code, body: Code, otherwise: Code): Code => [
    condition,
    0x04,
    NOTHING,
    body,
    0x05,
    otherwise,
    END,
  ],
  branchIf: (condition: Code, levels: number): Code => [condition, 0x0d, levels],
  return: (): Code => [0x0f],
  call: (target: number, ...operands: readonly Code[]): Code => [...operands, 0x10, unsigned(target)],
  drop: (value: Code): Code => [value, 0x1a],
};

export type FunctionCode = {
  readonly parameters: readonly Type[];
  /** What it returns; most of ours write memory and return nothing. */
  readonly result?: Type;
  /** Types of the locals after the parameters. */
  readonly locals: readonly Type[];
  readonly body: Code;
  /** The name by which others find it, where they are to. */
  readonly exported?: string;
};

export type ModuleCode = {
  /** The smallest and the largest size of the imported memory, in pages of 64 KiB. */
  readonly memory: { readonly least: number; readonly most: number; readonly shared: boolean };
  readonly functions: readonly FunctionCode[];
};

type Chunks = readonly Uint8Array<ArrayBuffer>[];

function chunk(code: Code): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(flattened(code));
}

function flattened(code: Code, into: number[] = []): number[] {
  for (const part of code) {
    if (typeof part === 'number') {
      into.push(part);
    } else {
      flattened(part, into);
    }
  }
  return into;
}

/** Chunks, and before them how many bytes they have. */
function sized(chunks: Chunks): Chunks {
  return [chunk(unsigned(chunks.reduce((sum, { length }) => sum + length, 0))), ...chunks];
}

function section(id: number, entries: readonly Chunks[]): Chunks {
  return [chunk([id]), ...sized([chunk(unsigned(entries.length)), ...entries.flat()])];
}

function name(text: string): Code {
  const bytes = new TextEncoder().encode(text);
  return [unsigned(bytes.length), [...bytes]];
}

function types(list: readonly Type[]): Code {
  return [unsigned(list.length), list.map((type) => TYPE[type])];
}

/** The module: it imports its memory as `env.memory`; functions have the numbers of their places. */
export function encodeModule({ memory, functions }: ModuleCode): Uint8Array<ArrayBuffer> {
  const signatures = functions.map(({ parameters, result }) => [
    chunk([0x60, types(parameters), types(result ? [result] : [])]),
  ]);
  const limits = [memory.shared ? 3 : 1, unsigned(memory.least), unsigned(memory.most)];
  const exported = functions.flatMap((one, index) =>
    one.exported === undefined ? [] : [[chunk([name(one.exported), 0, unsigned(index)])]],
  );
  const bodies = functions.map(({ locals, body }) => {
    const declared = locals.map((type) => [1, TYPE[type]]);
    return sized([chunk([unsigned(declared.length), declared, body, END])]);
  });
  return joinChunks([
    Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0),
    ...section(1, signatures),
    ...section(2, [[chunk([name('env'), name('memory'), 2, limits])]]),
    ...section(
      3,
      functions.map((_, index) => [chunk(unsigned(index))]),
    ),
    ...section(7, exported),
    ...section(10, bodies),
  ]);
}
