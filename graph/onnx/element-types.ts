/** The types of elements that ONNX files hold: their codes in TensorProto.DataType, and the arrays they are here. */

export type Elements =
  | Float32Array
  | Float16Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int32Array
  | BigInt64Array;

/** A bool is one byte. The types that no weight or shape is stored in (strings, complex numbers, …) are not here. */
const ELEMENTS = {
  float32: { code: 1, array: Float32Array },
  uint8: { code: 2, array: Uint8Array },
  int8: { code: 3, array: Int8Array },
  int32: { code: 6, array: Int32Array },
  int64: { code: 7, array: BigInt64Array },
  bool: { code: 9, array: Uint8Array },
  float16: { code: 10, array: Float16Array },
  float64: { code: 11, array: Float64Array },
} as const;

export type ElementType = keyof typeof ELEMENTS;
export const ELEMENT_TYPES = Object.keys(ELEMENTS) as ElementType[];

export function elementCode(type: ElementType): number {
  return ELEMENTS[type].code;
}

/** The type of a code; undefined for one that is not read. */
export function elementType(code: number | undefined): ElementType | undefined {
  return ELEMENT_TYPES.find((type) => ELEMENTS[type].code === code);
}

export function elementBytes(type: ElementType): number {
  return ELEMENTS[type].array.BYTES_PER_ELEMENT;
}

/** A copy of little-endian bytes as elements; they need not be aligned, and must be a whole number of elements. */
export function elementsOf(type: ElementType, bytes: Uint8Array): Elements {
  return new ELEMENTS[type].array(Uint8Array.from(bytes).buffer);
}
