/** Counts of a data set's pictures: how many are usable, and how many are skipped for which reason. */
import {
  type DecodeResult,
  resultState,
  SKIP_REASONS,
  type SkipReason,
  skipReasonOf,
  UNKNOWN,
  USABLE,
} from './decoding/decode-result.ts';

export type DataStatistics = {
  readonly pictures: number;
  /** Pictures that were decoded at least once, in this run or before. */
  readonly seen: number;
  readonly usable: number;
  readonly skipped: Readonly<Record<SkipReason, number>>;
  /** Why a picture is skipped; undefined for one that is usable or was not decoded yet. */
  skipReason(index: number): SkipReason | undefined;
  record(index: number, outcome: DecodeResult): void;
};

/** @param states of all pictures, one byte each (`decode-result.ts`), as the cache knows them; updated in place */
export function openDataStatistics(states: Uint8Array): DataStatistics {
  const counts = new Map<number, number>();
  function add(state: number): void {
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  for (const state of states) {
    add(state);
  }
  return {
    pictures: states.length,
    get seen() {
      return states.length - (counts.get(UNKNOWN) ?? 0);
    },
    get usable() {
      return counts.get(USABLE) ?? 0;
    },
    get skipped() {
      const entries = SKIP_REASONS.map((reason) => [reason, counts.get(resultState(reason)) ?? 0]);
      return Object.fromEntries(entries) as Record<SkipReason, number>;
    },
    skipReason: (index) => skipReasonOf(states[index] ?? UNKNOWN),
    record(index, outcome) {
      if (states[index] !== UNKNOWN) {
        return;
      }
      counts.set(UNKNOWN, (counts.get(UNKNOWN) ?? 0) - 1);
      states[index] = resultState(outcome);
      add(states[index]);
    },
  };
}

/** The counts of skipped pictures as text: "3 corrupt, 1 tiny", or "none". */
export function formatSkipped({ skipped }: DataStatistics): string {
  return (
    SKIP_REASONS.filter((reason) => skipped[reason] > 0)
      .map((reason) => `${skipped[reason]} ${reason}`)
      .join(', ') || 'none'
  );
}
