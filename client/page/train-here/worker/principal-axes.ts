/**
 * Directions of z along which the pictures of a generator change most, found without labels: the principal axes of the linear part of z → picture.
 *
 * C = E[(z − E z)(x − E x)ᵀ] is that linear part where z is white; the unit vectors a that make ‖aᵀC‖ largest, each at right angles to those before, are the
 * eigenvectors of C Cᵀ. GANSpace (Härkönen et al., 2020) takes the principal components of an early layer instead.
 */

/** The side of the grid that a picture is averaged to, so that the axes are of what one sees at a glance. */
const GRID = 8;
const ITERATIONS = 60;

export type PrincipalAxis = {
  /** A unit vector, f32 [size]. */
  readonly vector: Float32Array;
  /** The share of all linear change that is along it, 0 … 1. */
  readonly share: number;
};

/**
 * Each picture averaged over squares.
 *
 * @param images f32 [n, channels, side, side], where `side` is a multiple of 8
 * @returns f32 [n, channels · 64]
 */
export function coarsePictures(images: Float32Array, channels: number, side: number): Float32Array {
  const cell = side / GRID;
  const coarse = new Float32Array((images.length * GRID ** 2) / side ** 2);
  for (let plane = 0; plane < images.length / side ** 2; plane++) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const at = plane * GRID ** 2 + Math.floor(y / cell) * GRID + Math.floor(x / cell);
        coarse[at] = (coarse[at] ?? 0) + (images[(plane * side + y) * side + x] ?? 0) / cell ** 2;
      }
    }
  }
  if (coarse.length % (channels * GRID ** 2) !== 0) {
    throw new RangeError(`expected f32 [n, ${channels}, ${side}, ${side}], got ${images.length} numbers`);
  }
  return coarse;
}

/**
 * @param latents f32 [n, size]
 * @param pictures f32 [n, features]
 * @param count how many axes are sought
 * @returns the strongest first, each signed so that a higher amount makes brighter pictures; fewer where nothing else changes
 */
export function principalAxes(
  latents: Float32Array,
  size: number,
  pictures: Float32Array,
  count: number,
): PrincipalAxis[] {
  const n = latents.length / size;
  const features = pictures.length / n;
  const z = centred(latents, size);
  const x = centred(pictures, features);
  /** C, f64 [size, features] */
  const linear = new Float64Array(size * features);
  for (let row = 0; row < n; row++) {
    for (let i = 0; i < size; i++) {
      const own = (z[row * size + i] ?? 0) / n;
      for (let j = 0; j < features; j++) {
        linear[i * features + j] = (linear[i * features + j] ?? 0) + own * (x[row * features + j] ?? 0);
      }
    }
  }
  const total = linear.reduce((sum, value) => sum + value ** 2, 0);
  const axes: { vector: Float64Array; strength: number }[] = [];
  while (axes.length < Math.min(count, size)) {
    // Power iteration: any start does that is not at right angles to the axis.
    let vector: Float64Array = Float64Array.from({ length: size }, (_, i) => 1 + ((i * 7) % 5));
    let strength = 0;
    for (let k = 0; k < ITERATIONS; k++) {
      vector = withoutAxes(
        multiply(linear, features, vector),
        axes.map((axis) => axis.vector),
      );
      strength = Math.sqrt(vector.reduce((sum, value) => sum + value ** 2, 0));
      if (strength === 0) {
        return axes.map(finish);
      }
      const length = strength;
      vector = vector.map((value) => value / length);
    }
    axes.push({ vector, strength });
  }
  return axes.map(finish);

  function finish({ vector, strength }: { vector: Float64Array; strength: number }): PrincipalAxis {
    const brightness = vector.reduce((sum, value, i) => {
      let row = 0;
      for (let j = 0; j < features; j++) {
        row += linear[i * features + j] ?? 0;
      }
      return sum + value * row;
    }, 0);
    const sign = brightness < 0 ? -1 : 1;
    return { vector: Float32Array.from(vector, (value) => sign * value), share: strength / total };
  }
}

/** C Cᵀ v */
function multiply(linear: Float64Array, features: number, vector: Float64Array): Float64Array {
  const projected = new Float64Array(features);
  for (const [i, value] of vector.entries()) {
    for (let j = 0; j < features; j++) {
      projected[j] = (projected[j] ?? 0) + value * (linear[i * features + j] ?? 0);
    }
  }
  return vector.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < features; j++) {
      sum += (linear[i * features + j] ?? 0) * (projected[j] ?? 0);
    }
    return sum;
  });
}

function withoutAxes(vector: Float64Array, axes: readonly Float64Array[]): Float64Array {
  return axes.reduce((rest, axis) => {
    const along = axis.reduce((sum, value, i) => sum + value * (rest[i] ?? 0), 0);
    return rest.map((value, i) => value - along * (axis[i] ?? 0));
  }, vector);
}

/** Rows without their mean. */
function centred(rows: Float32Array, size: number): Float32Array {
  const n = rows.length / size;
  const mean = new Float64Array(size);
  rows.forEach((value, i) => {
    mean[i % size] = (mean[i % size] ?? 0) + value / n;
  });
  return rows.map((value, i) => value - (mean[i % size] ?? 0));
}
