/** The types of PyTorch's numbers: those of storages, and those that PyTorch 2 names beside a storage of bytes. */
import type { PickleObject } from './pickle.ts';

/** The type of a tensor's elements, as safetensors calls it, and their bytes. */
export type ElementType = PickleObject & {
  readonly kind: 'dtype';
  readonly dtype: string;
  readonly bytes: number;
};

/** The types of storages. */
export const STORAGE_TYPES: Readonly<Record<string, Omit<ElementType, 'kind'>>> = {
  FloatStorage: { dtype: 'F32', bytes: 4 },
  DoubleStorage: { dtype: 'F64', bytes: 8 },
  HalfStorage: { dtype: 'F16', bytes: 2 },
  BFloat16Storage: { dtype: 'BF16', bytes: 2 },
  LongStorage: { dtype: 'I64', bytes: 8 },
  IntStorage: { dtype: 'I32', bytes: 4 },
  ShortStorage: { dtype: 'I16', bytes: 2 },
  CharStorage: { dtype: 'I8', bytes: 1 },
  ByteStorage: { dtype: 'U8', bytes: 1 },
  BoolStorage: { dtype: 'BOOL', bytes: 1 },
  ComplexFloatStorage: { dtype: 'C64', bytes: 8 },
  ComplexDoubleStorage: { dtype: 'C128', bytes: 16 },
};
/** The storage of types that have none of these: its tensors say which, and its elements are bytes. */
export const UNTYPED = 'UntypedStorage';
/** The names of types in `torch`, which only tensors of such storages have. */
export const DTYPES: Readonly<Record<string, Omit<ElementType, 'kind'>>> = {
  float32: { dtype: 'F32', bytes: 4 },
  float64: { dtype: 'F64', bytes: 8 },
  float16: { dtype: 'F16', bytes: 2 },
  bfloat16: { dtype: 'BF16', bytes: 2 },
  float8_e4m3fn: { dtype: 'F8_E4M3', bytes: 1 },
  float8_e5m2: { dtype: 'F8_E5M2', bytes: 1 },
  int64: { dtype: 'I64', bytes: 8 },
  int32: { dtype: 'I32', bytes: 4 },
  int16: { dtype: 'I16', bytes: 2 },
  int8: { dtype: 'I8', bytes: 1 },
  uint64: { dtype: 'U64', bytes: 8 },
  uint32: { dtype: 'U32', bytes: 4 },
  uint16: { dtype: 'U16', bytes: 2 },
  uint8: { dtype: 'U8', bytes: 1 },
  bool: { dtype: 'BOOL', bytes: 1 },
};
