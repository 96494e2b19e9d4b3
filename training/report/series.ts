/** Smooth curves from noisy values. */

export type CurvePoint = readonly [x: number, y: number];

/** Segments that raw values are reduced to: about one for 1.5 pixels of a chart. */
const SEGMENTS = 480;
/** The window of the moving average, as a share of all steps. */
const MEMORY = 1 / 80;

/**
 * An exponential moving average with bias correction (Kingma & Ba, 2015, section 3). NaN is skipped.
 */
export function smooth(points: readonly CurvePoint[]): CurvePoint[] {
  const decay = 1 - 1 / Math.max(1, points.length * MEMORY);
  let sum = 0;
  let weight = 0;
  return points.map(([x, y]): CurvePoint => {
    sum =
      decay * sum + (Number.isFinite(y) ? (1 - decay) * y : (1 - decay) * (weight > 0 ? sum / weight : 0));
    weight = decay * weight + (1 - decay);
    return [x, sum / weight];
  });
}

/** Every n-th point, and the last, so that `count` remain. */
export function decimate(points: readonly CurvePoint[], count = SEGMENTS): CurvePoint[] {
  const stride = Math.max(1, Math.ceil(points.length / count));
  return points.filter((_, i) => i % stride === stride - 1 || i === points.length - 1);
}

/** The range of the values in each segment: where it ends, its minimum, its maximum. */
export function envelope(points: readonly CurvePoint[]): (readonly [x: number, low: number, high: number])[] {
  const stride = Math.max(1, Math.ceil(points.length / SEGMENTS));
  return Array.from({ length: Math.ceil(points.length / stride) }, (_, i) => {
    const part = points.slice(i * stride, (i + 1) * stride);
    const values = part.map(([, y]) => y).filter(Number.isFinite);
    return [part.at(-1)?.[0] ?? 0, Math.min(...values), Math.max(...values)] as const;
  }).filter(([, low]) => Number.isFinite(low));
}

/** The value that a share of all values is below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** The distance of about `count` ticks over a range: 1, 2 or 5 times a power of ten. */
function tickDistance(range: number, count: number): number {
  const rough = range / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
}

/** About `count` round numbers from low to high; only low where high is not above it. */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(high > low)) {
    return [low];
  }
  const distance = tickDistance(high - low, count);
  // The ends are included even where their quotients have a rounding error.
  const first = Math.ceil(low / distance - 1e-9);
  const last = Math.floor(high / distance + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * distance).toPrecision(12)));
}

/** The first tick that is not below a value, so that the axis ends with a tick. */
export function roundUp(value: number, count: number): number {
  if (!(value > 0)) {
    return 0;
  }
  const distance = tickDistance(value, count);
  return Number((Math.ceil(value / distance - 1e-9) * distance).toPrecision(12));
}
