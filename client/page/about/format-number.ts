/** Three significant digits. */
export function formatNumber(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
