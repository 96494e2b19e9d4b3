import { formatCount } from './format-count.ts';

/** A duration in minutes, in English words: "1 minute", "12 minutes"; less than half of one is "less than a minute". */
export function minutesInEnglish(minutes: number): string {
  const rounded = Math.round(minutes);
  if (rounded === 0) {
    return 'less than a minute';
  }
  return `${formatCount(rounded)} ${rounded === 1 ? 'minute' : 'minutes'}`;
}

/** The same in Japanese. */
export function minutesInJapanese(minutes: number): string {
  const rounded = Math.round(minutes);
  return rounded === 0 ? '1 分未満' : `${formatCount(rounded)} 分`;
}
