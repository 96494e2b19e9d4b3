/**
 * Directions of the latent space, and arithmetic on latent vectors: "smiling woman − neutral woman + neutral man".
 *
 * Radford, Metz, Chintala: "Unsupervised Representation Learning with Deep Convolutional Generative Adversarial
 * Networks", ICLR 2016, section 6.3.2. Everything is computed in doubles and rounded to f32 once.
 */

/**
 * The rows of directions.bin: f32 [directions, latentSize], little-endian (as is every platform that this runs on).
 *
 * @returns views of the file, f32 [latentSize] each
 * @throws RangeError where the file is not a whole number of rows
 */
export function decodeDirections(file: ArrayBuffer, latentSize: number): Float32Array<ArrayBuffer>[] {
  const rowBytes = latentSize * Float32Array.BYTES_PER_ELEMENT;
  if (file.byteLength % rowBytes !== 0) {
    throw new RangeError(`expected f32 [directions, ${latentSize}], got ${file.byteLength} bytes`);
  }
  return Array.from(
    { length: file.byteLength / rowBytes },
    (_, row) => new Float32Array(file, row * rowBytes, latentSize),
  );
}

/** The inverse of `decodeDirections`. */
export function encodeDirections(directions: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const latentSize = directions[0]?.length ?? 0;
  const rows = new Float32Array(directions.length * latentSize);
  directions.forEach((direction, i) => {
    rows.set(direction, i * latentSize);
  });
  return new Uint8Array(rows.buffer);
}

/** @throws RangeError where the lengths differ */
export function checkSameLength(a: Float32Array, b: Float32Array): void {
  if (a.length !== b.length) {
    throw new RangeError(
      `expected latent vectors of the same length, got ${a.length} and ${b.length} dimensions`,
    );
  }
}

/**
 * z + amount · direction.
 *
 * @param z f32 [d]
 * @param direction f32 [d], a unit vector
 * @param amount in units of z
 * @returns a new f32 [d]
 * @throws RangeError where the lengths differ
 */
export function moveAlong(
  z: Float32Array,
  direction: Float32Array,
  amount: number,
): Float32Array<ArrayBuffer> {
  checkSameLength(z, direction);
  return z.map((value, i) => value + amount * (direction[i] ?? 0));
}

/**
 * a + b, a new f32 [d].
 *
 * @throws RangeError where the lengths differ
 */
export function addVectors(a: Float32Array, b: Float32Array): Float32Array {
  return moveAlong(a, b, 1);
}

/**
 * a − b, a new f32 [d].
 *
 * @throws RangeError where the lengths differ
 */
export function subtractVectors(a: Float32Array, b: Float32Array): Float32Array {
  return moveAlong(a, b, -1);
}

/**
 * The mean of exemplars of one concept. Arithmetic on single exemplars is unstable; the paper averages three.
 *
 * @param exemplars at least one, f32 [d] each
 * @returns a new f32 [d]
 * @throws RangeError for no exemplars, or where the lengths differ
 */
export function meanVector(exemplars: readonly Float32Array[]): Float32Array {
  const [first] = exemplars;
  if (first === undefined) {
    throw new RangeError('expected at least one latent vector');
  }
  for (const exemplar of exemplars) {
    checkSameLength(first, exemplar);
  }
  return first.map(
    (_, i) => exemplars.reduce((sum, exemplar) => sum + (exemplar[i] ?? 0), 0) / exemplars.length,
  );
}
