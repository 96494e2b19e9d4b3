/** Curves from noisy numbers: one value a step is too much to see anything by. */

export type CurvePoint = readonly [x: number, y: number];

/** Stretches that raw values are gathered into: about one for each pixel and a half of a chart. */
const STRETCHES = 480;
/** A smoothed curve remembers this share of all steps. */
const MEMORY = 1 / 80;

/**
 * An exponential moving average without the pull of its start: divided by the weight of what it has seen (Kingma &
 * Ba, 2015, section 3). NaN is passed over.
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

/** As many points as can be told apart: every so many, and the last. */
export function thin(points: readonly CurvePoint[], count = STRETCHES): CurvePoint[] {
  const stride = Math.max(1, Math.ceil(points.length / count));
  return points.filter((_, i) => i % stride === stride - 1 || i === points.length - 1);
}

/** How far the values of each stretch reach: where the stretch ends, its least, its greatest. */
export function envelope(points: readonly CurvePoint[]): (readonly [x: number, low: number, high: number])[] {
  const stride = Math.max(1, Math.ceil(points.length / STRETCHES));
  return Array.from({ length: Math.ceil(points.length / stride) }, (_, i) => {
    const part = points.slice(i * stride, (i + 1) * stride);
    const values = part.map(([, y]) => y).filter(Number.isFinite);
    return [part.at(-1)?.[0] ?? 0, Math.min(...values), Math.max(...values)] as const;
  }).filter(([, low]) => Number.isFinite(low));
}

/** The value that a share of all values lie below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** The round distance of about `count` ticks over a range: 1, 2 or 5 times a power of ten. */
function tickDistance(range: number, count: number): number {
  const rough = range / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
}

/** About `count` round numbers from low to high; low alone where high is not above it. */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(high > low)) {
    return [low];
  }
  const distance = tickDistance(high - low, count);
  // The ends belong to it even where their quotients are a rounding error off.
  const first = Math.ceil(low / distance - 1e-9);
  const last = Math.floor(high / distance + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * distance).toPrecision(12)));
}

/** The first tick that is not below a value, so that an axis ends with a number. */
export function roundUp(value: number, count: number): number {
  if (!(value > 0)) {
    return 0;
  }
  const distance = tickDistance(value, count);
  return Number((Math.ceil(value / distance - 1e-9) * distance).toPrecision(12));
}
