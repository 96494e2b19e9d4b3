import { expect, test } from 'vitest';
import { damagedFile, dice } from './damage-file.ts';
import { runSubject } from './run-subject.ts';
import { SUBJECTS } from './subjects.ts';

const BROKEN = new URL('./broken-subjects.ts', import.meta.url).href;
const PATIENT = 20_000;

test('the same seed damages files in the same way, another one otherwise', () => {
  const files = [new TextEncoder().encode('width = 640\nheight = 480\n'), new Uint8Array(50).fill(7)];
  const made = (seed: number) =>
    Array.from({ length: 40 }, (_, i) => damagedFile(files, dice(seed, i)).toString());
  expect(made(1)).toEqual(made(1));
  expect(made(2)).not.toEqual(made(1));
  expect(new Set(made(1)).size).toBeGreaterThan(30);
});

test.concurrent.each([
  ['careless', PATIENT, /Cannot read properties of undefined/],
  ['nameless', PATIENT, /does not name the file: Error: unexpected end of file/],
  ['endless', 1500, /took longer than 1.5 seconds/],
  ['blocking', 1500, /took longer than 1.5 seconds/],
  ['mortal', PATIENT, /ended the process \(SIGSEGV\)/],
])('a reader that is %s is found, and the files after it are read', async (subject, milliseconds, detail) => {
  const { read, refused, faults } = await runSubject(subject, {
    module: BROKEN,
    seed: 1,
    inputs: 4,
    milliseconds,
  });
  expect(faults).toEqual([{ index: 2, detail: expect.stringMatching(detail) }]);
  expect([read, refused]).toEqual([0, 3]);
});

test.each(['zip', 'torch', 'recipe'])(
  'the reader of a %s reads or refuses what is damaged',
  async (subject) => {
    expect(Object.keys(SUBJECTS)).toContain(subject);
    const { read, refused, faults } = await runSubject(subject, {
      seed: 7,
      inputs: 40,
      milliseconds: PATIENT,
    });
    expect(faults).toEqual([]);
    expect(read).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  },
);
