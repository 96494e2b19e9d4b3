import type { Language } from './language.ts';

/**
 * A whole number with its digits in groups of three, as English and Japanese alike write it. The browser's own formatting has to load
 * its data first: 20 to 30 ms in which the page does not answer, and four times as long on a phone.
 */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

const UNITS = {
  en: [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ],
  ja: [
    [1e8, '億'],
    [1e4, '万'],
  ],
} as const satisfies Record<Language, readonly (readonly [number, string])[]>;

/** A round number, in as few characters as hold all its digits: "12.5K", "1.25万". @param value 0 or more */
export function formatCompact(value: number, language: Language): string {
  const [size, unit] = UNITS[language].find(([least]) => value >= least) ?? [1, ''];
  return `${Number((value / size).toPrecision(12))}${unit}`;
}
