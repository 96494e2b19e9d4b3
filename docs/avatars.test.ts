import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../latent/model/manifest.ts';
import { type TraitMeasurements, traitMeasurementsSchema } from '../latent/model/measurements.ts';
import { reachesAim } from '../latent/traits/trait-aims.ts';
import { traitsAddendum, traitTables } from '../training/publish/card/trait-tables.ts';

/** The model of `/a/v1/`, which was published without the table, and that of `/a/v2/`, which was measured again by a better network. */
const [FIRST, MODEL] = ['face-128-a82bcb', 'face-256-b03dc0'];

function read(path: string): string {
  return readFileSync(join(import.meta.dirname, '..', path), 'utf8');
}

const first = v.parse(traitMeasurementsSchema, JSON.parse(read(`models/${FIRST}.traits.json`)));
const measured = v.parse(traitMeasurementsSchema, JSON.parse(read(`models/${MODEL}.traits.json`)));
/** By the network of that time. */
const published =
  parseManifest(JSON.parse(read(`models/${MODEL}/manifest.json`))).traits ??
  expect.fail(`${MODEL} has no table`);
const document = read('docs/avatars.md');

function isSingle({ traits }: TraitMeasurements['asked'][number]): boolean {
  return Object.keys(traits).length === 1;
}

describe('what is said of traits', () => {
  it('is in the table beside the model as it was measured', () => {
    expect(read(`models/${FIRST}.traits.md`)).toBe(traitsAddendum(FIRST, first));
    expect(read(`models/${MODEL}.traits.md`)).toBe(traitsAddendum(MODEL, measured));
    expect(read(`models/${MODEL}/card.md`)).toContain(traitTables(published));
  });

  it('is quoted rightly for those who ask for avatars', () => {
    const rows = [...document.matchAll(/^\| `([a-zA-Z=&]+)` \| ([\d.]+) % \|$/gm)];
    expect(rows.length).toBeGreaterThan(5);
    for (const [, query = '', share] of rows) {
      const traits = Object.fromEntries(new URLSearchParams(query));
      const asked = measured.asked.find((each) => JSON.stringify(each.traits) === JSON.stringify(traits));
      expect([query, (100 * (asked?.held.share ?? Number.NaN)).toFixed(1)]).toEqual([query, share]);
    }
  });

  it('is counted rightly', () => {
    const text = document.replaceAll('\n', ' ');
    expect(text).toContain(`all ${measured.asked.length} sets of traits`);
    for (const [{ asked, names }, words] of [
      [measured, 'single words'],
      [first, 'words'],
    ] as const) {
      const singles = asked.filter(isSingle);
      const combined = asked.filter((each) => !isSingle(each) && !each.absent);
      expect(text).toContain(`${singles.filter(reachesAim).length} of ${singles.length} ${words}`);
      expect(text).toContain(`${combined.filter(reachesAim).length} of ${combined.length} combinations`);
      expect(names).toBe(1000);
    }
  });
});
