/** A number with its noun: "1 picture", "9 pictures", "60,000 pictures". */
export function counted(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}
