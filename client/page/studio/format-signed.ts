/** Two decimals with a sign: +0.50, 0.00, −0.50. */
export function formatSigned(value: number): string {
  const size = Math.abs(value).toFixed(2);
  if (Number(size) === 0) {
    return size;
  }
  return `${value < 0 ? '−' : '+'}${size}`;
}
