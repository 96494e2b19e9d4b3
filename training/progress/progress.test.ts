import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { formatBytes } from '../../files/format-bytes.ts';
import type { ProgressEvent } from './event.ts';
import { formatDuration } from './format.ts';
import { liveLine } from './live-line.ts';
import { measurePace } from './pace.ts';
import { plainLines } from './plain-lines.ts';

function step(n: number, secondsLeft?: number): ProgressEvent {
  return {
    type: 'step',
    step: n,
    images: 4 * n,
    seconds: n,
    lossDReal: 0.5,
    lossDFake: 0.25,
    lossG: 1,
    dReal: 0.6,
    dFakeBefore: 0.4,
    dFakeAfter: 0.3,
    imagesPerSecond: 12.34,
    secondsLeft,
  };
}
function checkpoint(n: number, best: boolean, swd?: number): ProgressEvent {
  return {
    type: 'checkpoint',
    step: n,
    file: `runs/x/checkpoint-00000000${n}.safetensors`,
    best,
    ...(swd === undefined ? {} : { swd, spread: 0.5 }),
  };
}
const done: ProgressEvent = {
  type: 'done',
  reason: 'time',
  run: 'runs/x',
  step: 9,
  images: 36,
  seconds: 3725,
  cost: { from: 0, to: 9, seconds: 3730, processorSeconds: 6600, memory: 1.2e9 },
};

function collect(): { out: Writable; text: () => string } {
  const chunks: string[] = [];
  const out = new Writable({
    write(chunk, _, next) {
      chunks.push(String(chunk));
      next();
    },
  });
  return { out, text: () => chunks.join('') };
}

describe('plain lines', () => {
  it('print a step every half minute, and every checkpoint and the end', () => {
    const { out, text } = collect();
    const show = plainLines(out, false);
    for (let n = 1; n <= 70; n++) {
      show(step(n, 3661));
    }
    show(checkpoint(7, true, 43.21));
    show(step(101));
    show(done);
    const lines = text().trimEnd().split('\n');
    expect(lines.map((line) => line.split('  ')[0])).toEqual([
      'step 1',
      'step 31',
      'step 61',
      'step 7',
      'step 101',
      '9 steps, 36 images in 1:02:05; its time is up; saved in runs/x; this time 1:50:00 of processor time and 1.2 GB of memory at most',
    ]);
    expect(lines[0]).toBe(
      'step 1  12.3 images/s  loss D 0.750  loss G 1.000  D(x) 0.60  D(G(z)) 0.40 → 0.30  1:01:01 left',
    );
    expect(lines[3]).toBe('step 7  checkpoint-000000007.safetensors  SWD 43.2, the best so far');
    expect(lines[4]).toContain('SWD 43.2');
    expect(lines[4]).not.toContain('left');
  });

  it('count one thing in the singular', () => {
    const { out, text } = collect();
    plainLines(out, false)({ ...done, step: 1, images: 1 });
    expect(text()).toContain('1 step, 1 image in');
  });

  it('with --quiet print nothing between checkpoints', () => {
    const { out, text } = collect();
    const show = plainLines(out, true);
    show(step(1));
    show({ type: 'grid', step: 1, file: 'g.png' });
    show(checkpoint(2, false));
    show(done);
    expect(text().trimEnd().split('\n')).toHaveLength(2);
  });
});

describe('the live line', () => {
  it('is overwritten at each step and never wider than the terminal; other events stay above it', () => {
    const { out, text } = collect();
    const show = liveLine(Object.assign(out, { columns: 40 }));
    show(step(1));
    show(step(2));
    show(checkpoint(2, true, 50));
    show(checkpoint(3, false));
    show(step(4));
    show(done);
    // What a terminal would show: the text after the last clearing of each line.
    const lines = text()
      .split('\n')
      .map((line) => line.split('\r\x1b[2K').at(-1) ?? '');
    expect(lines.map((line) => line.split('  ')[0])).toEqual([
      'step 2',
      '9 steps, 36 images in 1:02:05; its time is up; saved in runs/x; this time 1:50:00 of processor time and 1.2 GB of memory at most',
      '',
    ]);
    for (const part of text()
      .split('\r\x1b[2K')
      .filter((line) => !line.endsWith('\n'))) {
      expect(part.length).toBeLessThan(40);
    }
  });
});

describe('the pace', () => {
  it('gives the time left by steps or by the clock, whichever ends first', () => {
    const pace = measurePace();
    expect(pace.left(100, Number.POSITIVE_INFINITY)).toBeUndefined();
    for (let n = 0; n <= 10; n++) {
      pace.step(2 * n);
    }
    expect(pace.rate()).toBeCloseTo(0.5);
    expect(pace.left(100, 1000)).toBeCloseTo(200);
    expect(pace.left(100, 60)).toBe(60);
    expect(pace.left(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBeUndefined();
    expect(pace.left(0, -3)).toBe(0);
  });

  it('forgets a pause after fifty steps', () => {
    const pace = measurePace();
    pace.step(0);
    for (let n = 0; n < 60; n++) {
      pace.step(1000 + n);
    }
    expect(pace.rate()).toBeCloseTo(1);
  });

  it('is printed as hours, minutes and seconds', () => {
    expect([0, 59.6, 3599, 36000].map(formatDuration)).toEqual(['0:00:00', '0:01:00', '0:59:59', '10:00:00']);
  });
});

it.each([
  [153_372, '154 kB'],
  [2_180_339, '2.2 MB'],
  [2 ** 30, '1.1 GB'],
])('%d bytes are said in the unit that suits them', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
