import { describe, expect, it } from 'vitest';
import { type PickleValue, readPickle } from './pickle.ts';
import { contiguous, isTensor, torchNames } from './tensors.ts';

/** A pickle of protocol 2 from the text of its instructions. */
function read(instructions: string): PickleValue {
  const bytes = Buffer.from(`\x80\x02${instructions}`, 'latin1');
  return readPickle(bytes, 0, torchNames('x.pth'), 'x.pth').value;
}

describe('a pickle', () => {
  it.each<[string, string, PickleValue]>([
    ['numbers', '(K\x05M\x00\x01J\xfe\xff\xff\xffG\x3f\xe0\0\0\0\0\0\0t.', [5, 256, -2, 0.5]],
    ['large numbers', '\x8a\x09\0\0\0\0\0\0\0\0\x01.', 2n ** 64n],
    ['negative large numbers', '\x8a\x01\xff.', -1n],
    ['texts', '(X\x03\0\0\0abcU\x01xt.', ['abc', 'x']],
    ['lists', ']q\0(K\x01K\x02e.', [1, 2]],
    ['nothing, true and false', '(N\x88\x89t.', [null, true, false]],
    ['dictionaries', '}(X\x01\0\0\0aK\x01u.', new Map([['a', 1]])],
    ['values that are remembered', '(X\x01\0\0\0aq\x07h\x07t.', ['a', 'a']],
    ['OrderedDict', 'ccollections\nOrderedDict\n)R(X\x01\0\0\0aK\x01u}b.', new Map([['a', 1]])],
  ])('of %s is read', (_, instructions, value) => {
    expect(read(instructions)).toEqual(value);
  });

  it.each([
    ['os.system', 'cos\nsystem\n(X\x02\0\0\0idtR.'],
    ['builtins.eval', 'cbuiltins\neval\n(X\x01\0\0\x001tR.'],
    ['torch.load', 'ctorch\nload\n(X\x01\0\0\0xtR.'],
    ['torch.constructor', 'ctorch\nconstructor\n)R.'],
    ['collections.__proto__', 'ccollections\n__proto__\n)R.'],
    ['__main__.Generator', 'c__main__\nGenerator\n)\x81.'],
    ['numpy.core.multiarray.scalar', 'X\x15\0\0\0numpy.core.multiarrayX\x06\0\0\0scalar\x93.'],
  ])('that names %s is refused by that name, and nothing is called', (name, instructions) => {
    expect(() => read(instructions)).toThrow(
      `x.pth holds ${name}, and only tensors, their storages and OrderedDict are read, so that no code is run`,
    );
  });

  it.each([
    ['INST', '(ios\nsystem\n.', '0x69'],
    ['OBJ', '(cos', undefined],
    ['NEWOBJ', 'ccollections\nOrderedDict\n)\x81.', '0x81'],
    ['EXT1', '\x82\x01.', '0x82'],
    ['PERSID', 'Pkey\n.', '0x50'],
    ['BYTEARRAY8', '\x96\0\0\0\0\0\0\0\0.', '0x96'],
    ['LONG4', '\x8b\0\0\0\x7f.', '0x8b'],
  ])('with the instruction %s is refused', (_, instructions, code) => {
    expect(() => read(instructions)).toThrow(
      code === undefined ? 'its pickle is damaged' : `its pickle has the instruction ${code} at byte`,
    );
  });

  it.each([
    ['calls a number', 'K\x01)R.', 'it calls what is no function'],
    ['calls with a list', 'ccollections\nOrderedDict\n]R.', 'it calls what is no function'],
    ['appends to a tuple', ')K\x01a.', 'it appends to what is no list'],
    ['sets items of a list', ']K\x01K\x02s.', 'it sets items of what is no dictionary'],
    ['gives attributes to a list', ']}b.', 'it gives attributes to what has none'],
    ['takes from an empty stack', '\x85.', 'nothing is left on its stack'],
    ['has no mark', 'K\x01t.', 'its stack has no mark'],
    ['leaves values over', 'K\x01K\x02.', 'its stack is not empty at its end'],
    ['recalls what it did not remember', 'h\x01.', 'nothing was remembered as 1'],
    ['has a text of 4 GB', 'X\xff\xff\xff\xff', 'a text of 4294967295 bytes'],
    ['has a text beyond its end', 'X\xff\0\0\0abc', 'it ends too early'],
    ['has a number of 255 bytes', `\x8a\xff${'\0'.repeat(255)}.`, 'a number of 255 bytes'],
    ['does not end', 'K\x01', 'it ends too early'],
    ['refers to a module', '(X\x06\0\0\0moduleK\x01tQ.', 'something else than the storage of a tensor'],
  ])('that %s is refused', (_, instructions, reason) => {
    expect(() => read(instructions)).toThrow(reason);
    expect(() => read(instructions)).toThrow('x.pth');
  });
});

describe('a tensor', () => {
  const FLOATS = new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer);
  /** A tensor of a storage of six floats. */
  function tensor(offset: number, shape: string, strides: string) {
    const storage = '(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000X\x03\0\0\0cpuK\x06tQ';
    const value = read(
      `ctorch._utils\n_rebuild_tensor_v2\n(${storage}K${String.fromCharCode(offset)}${shape}${strides}\x89ccollections\nOrderedDict\n)RtR.`,
    );
    if (!isTensor(value)) {
      throw new Error('no tensor');
    }
    return contiguous(value, FLOATS, 'x.pth: a');
  }
  const numbersOf = ({ bytes }: { bytes: Uint8Array }): number[] => [
    ...new Float32Array(Uint8Array.from(bytes).buffer),
  ];

  it('is copied in the order of its axes', () => {
    expect(numbersOf(tensor(0, 'K\x02K\x03\x86', 'K\x03K\x01\x86'))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(numbersOf(tensor(0, 'K\x03K\x02\x86', 'K\x01K\x03\x86'))).toEqual([0, 3, 1, 4, 2, 5]);
    expect(numbersOf(tensor(1, 'K\x02\x85', 'K\x04\x85'))).toEqual([1, 5]);
    expect(numbersOf(tensor(3, ')', ')'))).toEqual([3]);
    expect(numbersOf(tensor(6, 'K\0\x85', 'K\x01\x85'))).toEqual([]);
  });

  it('has the type beside its storage, where that is of bytes', () => {
    function make(dtype: string) {
      const storage =
        '(X\x07\0\0\0storagectorch.storage\nUntypedStorage\nX\x01\0\0\x000X\x03\0\0\0cpuK\x18tQ';
      const value = read(
        `ctorch._utils\n_rebuild_tensor_v3\n(${storage}K\x01K\x02\x85K\x01\x85\x89ccollections\nOrderedDict\n)R${dtype}NtR.`,
      );
      return isTensor(value) ? contiguous(value, FLOATS, 'x.pth: a') : undefined;
    }
    expect(make('ctorch\nfloat32\n')).toMatchObject({ dtype: 'F32', shape: [2] });
    expect(make('ctorch\nfloat32\n')?.bytes).toEqual(FLOATS.subarray(4, 12));
    expect(make('ctorch\nfloat8_e5m2\n')?.dtype).toBe('F8_E5M2');
    expect(() => make('N')).toThrow('x.pth: a tensor of UntypedStorage does not say its type');
    expect(() => make('ctorch\nquint8\n')).toThrow('x.pth holds torch.quint8, and only tensors');
  });

  it.each([
    [
      'larger than its storage',
      0,
      'K\x02K\x04\x86',
      'K\x04K\x01\x86',
      'is not within its storage of 6 elements',
    ],
    ['beyond its storage', 5, 'K\x02\x85', 'K\x01\x85', 'is not within its storage of 6 elements'],
    ['of an element many times', 0, 'J\xff\xff\xff\x7fJ\xff\xff\xff\x7f\x86', 'K\0K\0\x86', 'several times'],
    ['with a negative stride', 5, 'K\x02\x85', 'J\xff\xff\xff\xff\x85', 'something else than a storage'],
    ['with fewer strides than axes', 0, 'K\x02K\x03\x86', 'K\x01\x85', 'something else than a storage'],
    [
      'with nine axes',
      0,
      `(${'K\x01'.repeat(9)}t`,
      `(${'K\x01'.repeat(9)}t`,
      'something else than a storage',
    ],
  ])('that is %s is refused', (_, offset, shape, strides, reason) => {
    expect(() => tensor(offset, shape, strides)).toThrow(reason);
  });
});
