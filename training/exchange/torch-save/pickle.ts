/**
 * Reads pickles as data. A pickle is a program for a small stack machine, and Python's runs any function that it names. This one
 * knows the instructions that build numbers, texts, lists, tuples and dictionaries, and calls nothing but the functions that it
 * is given; every other instruction or name is refused. Source: Python's `Lib/pickletools.py`, protocols 0 to 4.
 *
 * It ends after at most as many instructions as the file has bytes, and builds no more values than instructions.
 */

/** A function that a pickle may call, with the items of a tuple. */
export type PickleFunction = (args: readonly PickleValue[]) => PickleValue;
/** What the reader's user makes of a name or a persistent id; the pickle only hands it on. */
export type PickleObject = { readonly kind: string };
export type PickleDictionary = Map<PickleValue, PickleValue>;
/** A frozen array is a tuple, any other a list. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly PickleValue[]
  | PickleDictionary
  | PickleFunction
  | PickleObject;

export type PickleHost = {
  /** What a name stands for. @throws for every name that is not known */
  name(module: string, name: string): PickleValue;
  /** What a persistent id, mostly a tuple, stands for. */
  persistent(id: PickleValue): PickleValue;
};

/** The longest text and number: names of tensors and seeds are shorter. */
const TEXT_BYTES = 2 ** 16;
const NUMBER_BYTES = 16;

/** A place on the stack that later values are collected from. */
const MARK = Symbol('mark');
type Stacked = PickleValue | typeof MARK;

const text = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads one pickle.
 * @param start where it begins; the bytes after its end are left alone
 * @param source what to call the file in error messages
 * @returns its value, and where it ends
 * @throws where it does anything else than build data, or is damaged
 */
export function readPickle(
  bytes: Uint8Array,
  start: number,
  host: PickleHost,
  source: string,
): { readonly value: PickleValue; readonly end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: Stacked[] = [];
  const memo = new Map<number, PickleValue>();
  let at = start;

  function damaged(what: string): never {
    throw new Error(`${source}: its pickle is damaged at byte ${at}: ${what}`);
  }
  /** The place of the next `count` bytes, which are then read. */
  function skip(count: number): number {
    if (!(count >= 0 && at + count <= bytes.length)) {
      damaged('it ends too early');
    }
    at += count;
    return at - count;
  }
  function textOf(length: number): string {
    if (length > TEXT_BYTES) {
      damaged(`a text of ${length} bytes, and ${TEXT_BYTES} are the most`);
    }
    const from = skip(length);
    try {
      return text.decode(bytes.subarray(from, at));
    } catch {
      damaged('a text that is not UTF-8');
    }
  }
  function line(): string {
    const end = bytes.indexOf(10, at);
    if (end < 0) {
      damaged('a line without an end');
    }
    const content = textOf(end - at);
    skip(1);
    return content;
  }
  function pop(): PickleValue {
    const value = stack.pop();
    return value === undefined || value === MARK ? damaged('nothing is left on its stack') : value;
  }
  function top(): PickleValue {
    const value = pop();
    stack.push(value);
    return value;
  }
  function popToMark(): PickleValue[] {
    const mark = stack.lastIndexOf(MARK);
    if (mark < 0) {
      damaged('its stack has no mark');
    }
    const values = stack.splice(mark);
    return values.slice(1) as PickleValue[];
  }
  function tuple(count: number): void {
    const items = Array.from({ length: count }, pop).reverse();
    stack.push(Object.freeze(items));
  }
  function remember(place: number): void {
    memo.set(place, top());
  }
  function recall(place: number): void {
    const value = memo.get(place);
    stack.push(value === undefined ? damaged(`nothing was remembered as ${place}`) : value);
  }
  function append(items: readonly PickleValue[]): void {
    const list = top();
    if (!Array.isArray(list) || Object.isFrozen(list)) {
      damaged('it appends to what is no list');
    }
    for (const item of items) {
      list.push(item);
    }
  }
  function setItems(items: readonly PickleValue[]): void {
    const dictionary = top();
    if (!(dictionary instanceof Map) || items.length % 2 === 1) {
      damaged('it sets items of what is no dictionary');
    }
    items.forEach((key, i) => {
      if (i % 2 === 0) {
        dictionary.set(key, items[i + 1] ?? null);
      }
    });
  }
  function signed(length: number): bigint {
    if (length > NUMBER_BYTES) {
      damaged(`a number of ${length} bytes, and ${NUMBER_BYTES} are the most`);
    }
    const from = skip(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) {
      value = (value << 8n) | BigInt(bytes[from + i] ?? 0);
    }
    return BigInt.asIntN(8 * length, value);
  }
  function call(): void {
    const args = pop();
    const callee = pop();
    if (typeof callee !== 'function' || !Array.isArray(args) || !Object.isFrozen(args)) {
      damaged('it calls what is no function');
    }
    stack.push(callee(args));
  }
  /** The attributes of a state dict are its versions; no other value may have any. */
  function build(): void {
    pop();
    if (!(top() instanceof Map)) {
      damaged('it gives attributes to what has none');
    }
  }

  const instructions: Readonly<Record<number, () => void>> = {
    128: () => skip(1), // PROTO
    149: () => skip(8), // FRAME
    40: () => stack.push(MARK), // MARK
    48: () => stack.pop(), // POP
    49: popToMark, // POP_MARK
    78: () => stack.push(null), // NONE
    136: () => stack.push(true), // NEWTRUE
    137: () => stack.push(false), // NEWFALSE
    74: () => stack.push(view.getInt32(skip(4), true)), // BININT
    75: () => stack.push(view.getUint8(skip(1))), // BININT1
    77: () => stack.push(view.getUint16(skip(2), true)), // BININT2
    138: () => stack.push(signed(view.getUint8(skip(1)))), // LONG1
    71: () => stack.push(view.getFloat64(skip(8))), // BINFLOAT
    88: () => stack.push(textOf(view.getUint32(skip(4), true))), // BINUNICODE
    140: () => stack.push(textOf(view.getUint8(skip(1)))), // SHORT_BINUNICODE
    84: () => stack.push(textOf(view.getUint32(skip(4), true))), // BINSTRING
    85: () => stack.push(textOf(view.getUint8(skip(1)))), // SHORT_BINSTRING
    93: () => stack.push([]), // EMPTY_LIST
    108: () => stack.push(popToMark()), // LIST
    97: () => append([pop()]), // APPEND
    101: () => append(popToMark()), // APPENDS
    41: () => tuple(0), // EMPTY_TUPLE
    133: () => tuple(1), // TUPLE1
    134: () => tuple(2), // TUPLE2
    135: () => tuple(3), // TUPLE3
    116: () => stack.push(Object.freeze(popToMark())), // TUPLE
    125: () => stack.push(new Map()), // EMPTY_DICT
    100: () => {
      // DICT
      const items = popToMark();
      stack.push(new Map());
      setItems(items);
    },
    115: () => {
      // SETITEM
      const item = pop();
      setItems([pop(), item]);
    },
    117: () => setItems(popToMark()), // SETITEMS
    113: () => remember(view.getUint8(skip(1))), // BINPUT
    114: () => remember(view.getUint32(skip(4), true)), // LONG_BINPUT
    148: () => remember(memo.size), // MEMOIZE
    104: () => recall(view.getUint8(skip(1))), // BINGET
    106: () => recall(view.getUint32(skip(4), true)), // LONG_BINGET
    99: () => {
      // GLOBAL
      const module = line();
      stack.push(host.name(module, line()));
    },
    147: () => {
      // STACK_GLOBAL
      const name = pop();
      const module = pop();
      stack.push(
        typeof name === 'string' && typeof module === 'string'
          ? host.name(module, name)
          : damaged('a name that is no text'),
      );
    },
    81: () => stack.push(host.persistent(pop())), // BINPERSID
    82: call, // REDUCE
    98: build, // BUILD
  };
  const STOP = 0x2e;

  for (;;) {
    const code = view.getUint8(skip(1));
    if (code === STOP) {
      const value = pop();
      return stack.length > 0 ? damaged('its stack is not empty at its end') : { value, end: at };
    }
    const instruction = instructions[code];
    if (!instruction) {
      throw new Error(
        `${source}: its pickle has the instruction 0x${code.toString(16).padStart(2, '0')} at byte ${at - 1}, which is not read: ` +
          'it is not needed for tensors, and may run code',
      );
    }
    instruction();
  }
}
