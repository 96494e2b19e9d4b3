/**
 * The values of torch.save's pickles: tensors, storages and OrderedDict, and nothing else. Source: `torch/_utils.py`
 * (`_rebuild_tensor_v2`, `_rebuild_tensor_v3`, `_rebuild_parameter`, `_rebuild_parameter_with_state`) and `torch/serialization.py`.
 */
import type { StoredTensor } from '../../../graph/safetensors.ts';
import { DTYPES, type ElementType, STORAGE_TYPES, UNTYPED } from './element-types.ts';
import type { PickleFunction, PickleHost, PickleObject, PickleValue } from './pickle.ts';

type StorageType = PickleObject & { readonly kind: 'storage type'; readonly name: string };
/** Elements that tensors share. */
export type Storage = PickleObject & {
  readonly kind: 'storage';
  readonly type: string;
  readonly key: string;
  readonly elements: number;
};
/** A view of a storage; strides count elements. */
export type TorchTensor = PickleObject & {
  readonly kind: 'tensor';
  readonly storage: Storage;
  readonly type: Pick<ElementType, 'dtype' | 'bytes'>;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
};

function isObject<T extends PickleObject>(value: PickleValue | undefined, kind: T['kind']): value is T {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}
export function isTensor(value: PickleValue): value is TorchTensor {
  return isObject<TorchTensor>(value, 'tensor');
}

/** A whole number ≥ 0, which a pickle may hold as a bigint. */
function countOf(value: PickleValue | undefined): number {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return Number.isSafeInteger(number) && Number(number) >= 0 ? Number(number) : Number.NaN;
}
function countsOf(value: PickleValue | undefined): readonly number[] {
  return Array.isArray(value) ? value.map(countOf) : [Number.NaN];
}

/** The most axes a tensor may have; those of images have four. */
const AXES = 8;

/**
 * What the pickles of torch.save may name.
 * @param source what to call the file in error messages
 */
export function torchNames(source: string): PickleHost {
  const orderedDict: PickleFunction = ([items = []]) => {
    if (!Array.isArray(items) || !items.every((item) => Array.isArray(item) && item.length === 2)) {
      throw new Error(`${source}: an OrderedDict is made of something else than pairs`);
    }
    return new Map(items as [PickleValue, PickleValue][]);
  };
  // The eighth argument of version 3, metadata, is only for subclasses of tensors.
  const tensor: PickleFunction = ([storage, offset, size, stride, , , dtype]) => {
    const [shape, strides] = [countsOf(size), countsOf(stride)];
    if (
      !isObject<Storage>(storage, 'storage') ||
      shape.length > AXES ||
      shape.length !== strides.length ||
      [countOf(offset), ...shape, ...strides].some(Number.isNaN)
    ) {
      throw new Error(
        `${source}: a tensor is made of something else than a storage, an offset, a shape and strides`,
      );
    }
    const type = isObject<ElementType>(dtype, 'dtype') ? dtype : STORAGE_TYPES[storage.type];
    if (type === undefined) {
      throw new Error(`${source}: a tensor of ${storage.type} does not say its type`);
    }
    return { kind: 'tensor', storage, type, offset: countOf(offset), shape, strides } satisfies TorchTensor;
  };
  const parameter: PickleFunction = ([value = null]) => {
    if (!isTensor(value)) {
      throw new Error(`${source}: a parameter is made of something else than a tensor`);
    }
    return value;
  };
  const functions = new Map<string, PickleFunction>([
    ['collections.OrderedDict', orderedDict],
    ['torch._utils._rebuild_tensor_v2', tensor],
    ['torch._utils._rebuild_tensor_v3', tensor],
    ['torch._utils._rebuild_parameter', parameter],
    ['torch._utils._rebuild_parameter_with_state', parameter],
  ]);
  return {
    name(module, name) {
      const known = functions.get(`${module}.${name}`);
      if (known) {
        return known;
      }
      if ((module === 'torch' || module === 'torch.cuda') && Object.hasOwn(STORAGE_TYPES, name)) {
        return { kind: 'storage type', name } satisfies StorageType;
      }
      if (module === 'torch.storage' && name === UNTYPED) {
        return { kind: 'storage type', name } satisfies StorageType;
      }
      const dtype = module === 'torch' && Object.hasOwn(DTYPES, name) ? DTYPES[name] : undefined;
      if (dtype) {
        return { kind: 'dtype', ...dtype } satisfies ElementType;
      }
      const advice = "save a state dict, which has tensors only: torch.save(netG.state_dict(), 'netG.pth')";
      throw new Error(
        `${source} holds ${module}.${name}, and only tensors, their storages and OrderedDict are read, so that no code is run; ${advice}`,
      );
    },
    persistent(id) {
      const [kind, type, key, , elements, view = null] = Array.isArray(id) ? id : [];
      const count = countOf(elements);
      if (
        kind !== 'storage' ||
        !isObject<StorageType>(type, 'storage type') ||
        typeof key !== 'string' ||
        Number.isNaN(count)
      ) {
        throw new Error(`${source} refers to something else than the storage of a tensor`);
      }
      if (view !== null) {
        throw new Error(`${source} has views of storages, which PyTorch wrote before 0.4; save it again`);
      }
      return { kind: 'storage', type: type.name, key, elements: count } satisfies Storage;
    },
  };
}

/** The bytes that a storage takes. */
export function storageBytes({ type, elements }: Storage): number {
  return elements * (type === UNTYPED ? 1 : (STORAGE_TYPES[type]?.bytes ?? Number.NaN));
}

/**
 * A tensor in the order of its axes, copied where its strides are others.
 * @param content of its storage
 * @param what to call it in error messages
 * @throws where it is not within its storage, or shows elements of it twice
 */
export function contiguous(
  { type, offset, shape, strides }: TorchTensor,
  content: Uint8Array,
  what: string,
): StoredTensor {
  const { dtype, bytes } = type;
  const elements = shape.reduce((product, length) => product * length, 1);
  const last = offset + shape.reduce((sum, length, axis) => sum + (length - 1) * (strides[axis] ?? 0), 0);
  if (elements > 0 && !(last < content.length / bytes)) {
    throw new Error(
      `${what} [${shape.join(', ')}] is not within its storage of ${content.length / bytes} elements`,
    );
  }
  if (elements > content.length / bytes) {
    throw new Error(
      `${what} [${shape.join(', ')}] shows elements of its storage several times; save it after .contiguous()`,
    );
  }
  const packed = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((product, length) => product * length, 1),
  );
  if (shape.every((length, axis) => length === 1 || strides[axis] === packed[axis])) {
    return { dtype, shape, bytes: content.subarray(offset * bytes, (offset + elements) * bytes) };
  }
  const out = new Uint8Array(elements * bytes);
  for (let i = 0; i < elements; i++) {
    let from = offset;
    for (let axis = 0; axis < shape.length; axis++) {
      const place = Math.floor(i / (packed[axis] ?? 1)) % (shape[axis] ?? 1);
      from += place * (strides[axis] ?? 0);
    }
    out.set(content.subarray(from * bytes, (from + 1) * bytes), i * bytes);
  }
  return { dtype, shape, bytes: out };
}
