/** Huffman codes of limited length, as DEFLATE stores them (RFC 1951, section 3.2.2). */

export type HuffmanCode = {
  /** In bits; 0 for a symbol that has no code. */
  readonly lengths: Uint8Array;
  /** With the first bit of each code lowest, since DEFLATE packs bits from the lowest on. */
  readonly codes: Uint16Array;
};

/**
 * The canonical code for symbols of these frequencies. At least two symbols get a code, as decoders expect a complete one.
 *
 * @param frequencies at least two; they are changed
 * @param maxLength in bits, at most 15
 */
export function huffmanCode(frequencies: Uint32Array, maxLength: number): HuffmanCode {
  for (let symbol = 0; frequencies.filter(Boolean).length < 2; symbol++) {
    frequencies[symbol] ||= 1;
  }
  let lengths = codeLengths(frequencies);
  while (lengths.some((length) => length > maxLength)) {
    // Rare symbols become as frequent as others, so the tree gets flatter.
    for (const [symbol, frequency] of frequencies.entries()) {
      frequencies[symbol] = (frequency + 1) >> 1;
    }
    lengths = codeLengths(frequencies);
  }
  return { lengths, codes: canonicalCodes(lengths) };
}

/** The depth of each symbol in the tree: the two rarest nodes are joined until one is left. */
function codeLengths(frequencies: Uint32Array): Uint8Array {
  const symbols = Array.from(frequencies.keys())
    .filter((symbol) => (frequencies[symbol] ?? 0) > 0)
    .sort((a, b) => (frequencies[a] ?? 0) - (frequencies[b] ?? 0) || a - b);
  const leaves = symbols.length;
  const weight = symbols.map((symbol) => frequencies[symbol] ?? 0);
  const parent = new Uint16Array(2 * leaves - 1);
  let leaf = 0;
  let inner = leaves;
  // Joined nodes come out in the order of their weights, so two queues take the place of a heap.
  function takeRarest(): number {
    const takesLeaf =
      leaf < leaves && (inner >= weight.length || (weight[leaf] ?? 0) <= (weight[inner] ?? 0));
    return takesLeaf ? leaf++ : inner++;
  }
  while (weight.length < 2 * leaves - 1) {
    const [first, second] = [takeRarest(), takeRarest()];
    parent[first] = weight.length;
    parent[second] = weight.length;
    weight.push((weight[first] ?? 0) + (weight[second] ?? 0));
  }
  const depth = new Uint8Array(weight.length);
  const lengths = new Uint8Array(frequencies.length);
  for (let node = weight.length - 2; node >= 0; node--) {
    depth[node] = (depth[parent[node] ?? 0] ?? 0) + 1;
    if (node < leaves) {
      lengths[symbols[node] ?? 0] = depth[node] ?? 0;
    }
  }
  return lengths;
}

function canonicalCodes(lengths: Uint8Array): Uint16Array {
  const codes = new Uint16Array(lengths.length);
  for (let length = 1, code = 0; length <= 15; length++, code <<= 1) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === length) {
        codes[symbol] = reversed(code++, length);
      }
    }
  }
  return codes;
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) {
    result = (result << 1) | ((code >> bit) & 1);
  }
  return result;
}
