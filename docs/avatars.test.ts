import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type TraitMeasurements, traitMeasurementsSchema } from '../latent/measurements.ts';
import { reachesAim } from '../latent/trait-aims.ts';
import { traitsAddendum } from '../training/publish/trait-tables.ts';

const MODEL = 'face-128-a82bcb';

function read(path: string): string {
  return readFileSync(join(import.meta.dirname, '..', path), 'utf8');
}

const measured = v.parse(traitMeasurementsSchema, JSON.parse(read(`models/${MODEL}.traits.json`)));
const document = read('docs/avatars.md');

function isSingle({ traits }: TraitMeasurements['asked'][number]): boolean {
  return Object.keys(traits).length === 1;
}

describe('what is said of traits', () => {
  it('is in the table beside the model as it was measured', () => {
    expect(read(`models/${MODEL}.traits.md`)).toBe(traitsAddendum(MODEL, measured));
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
    const singles = measured.asked.filter(isSingle);
    const combined = measured.asked.filter((each) => !isSingle(each) && !each.absent);
    expect(document).toContain(`all ${measured.asked.length} sets of traits`);
    expect(document).toContain(`${singles.filter(reachesAim).length} of ${singles.length} single words`);
    expect(document.replaceAll('\n', ' ')).toContain(
      `${combined.filter(reachesAim).length} of ${combined.length} combinations`,
    );
    expect(measured.names).toBe(1000);
  });
});
