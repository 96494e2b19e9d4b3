/** Element types of ONNX tensors: their codes in TensorProto.DataType, and the typed arrays that hold them. */

export type Elements =
  | Float32Array
  | Float16Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int32Array
  | BigInt64Array;

/** A bool is one byte. Types that no weight or shape has (strings, complex numbers, …) are not supported. */
const ELEMENTS = {
  float32: { code: 1, bytes: 4, from: (buffer: ArrayBuffer) => new Float32Array(buffer) },
  uint8: { code: 2, bytes: 1, from: (buffer: ArrayBuffer) => new Uint8Array(buffer) },
  int8: { code: 3, bytes: 1, from: (buffer: ArrayBuffer) => new Int8Array(buffer) },
  int32: { code: 6, bytes: 4, from: (buffer: ArrayBuffer) => new Int32Array(buffer) },
  int64: { code: 7, bytes: 8, from: (buffer: ArrayBuffer) => new BigInt64Array(buffer) },
  bool: { code: 9, bytes: 1, from: (buffer: ArrayBuffer) => new Uint8Array(buffer) },
  // Some browsers have no Float16Array; it is only looked up when it is used.
  float16: { code: 10, bytes: 2, from: (buffer: ArrayBuffer) => new Float16Array(buffer) },
  float64: { code: 11, bytes: 8, from: (buffer: ArrayBuffer) => new Float64Array(buffer) },
} as const;

export type ElementType = keyof typeof ELEMENTS;
export const ELEMENT_TYPES = Object.keys(ELEMENTS) as ElementType[];

export function elementCode(type: ElementType): number {
  return ELEMENTS[type].code;
}

/** The type of a code; undefined for one that is not supported. */
export function elementType(code: number | undefined): ElementType | undefined {
  return ELEMENT_TYPES.find((type) => ELEMENTS[type].code === code);
}

export function elementBytes(type: ElementType): number {
  return ELEMENTS[type].bytes;
}

/** A copy of little-endian bytes as elements; they need not be aligned, and must be a whole number of elements. */
export function elementsOf(type: ElementType, bytes: Uint8Array): Elements {
  return ELEMENTS[type].from(Uint8Array.from(bytes).buffer);
}
