import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistory } from '../run/history.ts';
import { callCommand } from '../testing/call-command.ts';
import { openTrainSandbox, SMALLEST_RECIPE, type TrainSandbox } from '../testing/train-sandbox.ts';
import { html } from './markup.ts';
import { decimate, envelope, quantile, roundUp, smooth, ticks } from './series.ts';
import { crc32c, EVENTS_FILE } from './tensorboard.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 120_000;
const HOSTILE = `</script><img src=x onerror="alert('1')">&`;

let sandbox: TrainSandbox;
function report(...flags: string[]) {
  return callCommand('report.ts', flags, sandbox.scratch);
}
/** The value of each attribute of that name, and the content of each element of that name. */
function attributes(page: string, name: string): string[] {
  return [...page.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');
}
function bodies(page: string, element: string): string[] {
  return [...page.matchAll(new RegExp(`<${element}\\b[^>]*>(.*?)</${element}>`, 'gs'))].map(
    ([, body]) => body ?? '',
  );
}

beforeAll(async () => {
  sandbox = await openTrainSandbox();
  await sandbox.run('--run', 'told', '--steps', '110');
}, TIMEOUT);
afterAll(() => sandbox.remove());

describe('the report of a run', () => {
  let page: string;
  beforeAll(async () => {
    const data = { source: HOSTILE, pictures: 1000, skipped: { corrupt: 2 } };
    await writeFile(join(sandbox.folder('told'), 'data.json'), JSON.stringify(data));
    // An incomplete line, as a run writes it while it is trained.
    await appendFile(join(sandbox.folder('told'), 'history.jsonl'), '{"step":111,"ima');
    const { stdout } = await report('--run', 'told');
    expect(stdout).toContain(join(sandbox.folder('told'), 'report.html'));
    page = await readFile(join(sandbox.folder('told'), 'report.html'), 'utf8');
  }, TIMEOUT);

  it('is one file that loads nothing else', () => {
    for (const name of ['src', 'srcset', 'poster', 'data']) {
      for (const value of attributes(page, name)) {
        expect(value.slice(0, 23)).toBe('data:image/webp;base64,');
      }
    }
    expect(attributes(page, 'href')).toEqual([]);
    const [style = ''] = bodies(page, 'style');
    expect(style).not.toMatch(/url\(|@import/);
    expect(page).toContain(`content="default-src &#39;none&#39;; img-src data:;`);
  });

  it('shows each grid and the film as pictures that decode', async () => {
    const urls = attributes(page, 'src');
    const pictures = await Promise.all(
      urls.map((url) => sharp(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')).metadata()),
    );
    expect(pictures.map(({ format, width, pages }) => [format, width, pages])).toEqual([
      ['webp', 128, undefined],
      ['webp', 128, undefined],
      ['webp', 128, undefined],
      ['webp', 64, 3],
    ]);
    expect(page.match(/<img src="data:[^>]* hidden>/g)).toHaveLength(2);
  });

  it('links the grids to the curves by their steps', async () => {
    const lines = (await readFile(join(sandbox.folder('told'), 'history.jsonl'), 'utf8')).split('\n');
    const [data = ''] = bodies(page, 'script');
    const { steps, readings, chart } = JSON.parse(data);
    expect(steps).toEqual([0, 100, 110]);
    expect(chart).toMatchObject({ from: 0, to: 110 });
    expect(readings[0]).toEqual([['step', '0']]);
    const values = Object.fromEntries(readings[1]);
    expect(values).toMatchObject({ step: '100', images: '400' });
    // The average of the last steps is near them.
    const near = lines.slice(95, 100).map((line) => JSON.parse(line).dReal);
    expect(Number(values['D(x)'])).toBeGreaterThan(Math.min(...near) - 0.05);
    expect(Number(values['D(x)'])).toBeLessThan(Math.max(...near) + 0.05);
  });

  it('draws a chart of the losses, of D, and of the distance, with numbers on their axes', () => {
    const charts = bodies(page, 'svg');
    expect(charts).toHaveLength(3);
    expect(bodies(page, 'h3')).toEqual([
      'Losses of D and G',
      'How D rates portraits and faces',
      'Distance from the portraits',
    ]);
    for (const chart of charts) {
      expect(chart).not.toMatch(/NaN|Infinity|undefined/);
      expect(bodies(chart, 'text')).toEqual(expect.arrayContaining(['0', '100', 'step']));
      for (const path of attributes(chart, 'd')) {
        expect(path).toMatch(/^M[\d. -]+(L[\d. -]+)*Z?$/);
      }
    }
    expect(attributes(charts[0] ?? '', 'class').filter((name) => name.startsWith('curve'))).toHaveLength(2);
  });

  it('shows the recipe, data, machine, checkpoints and time', () => {
    const text = page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    expect(text).toMatch(/penaltyEvery 2 /);
    expect(text).toMatch(/skipped\.corrupt 2 /);
    expect(text).toContain(`Node ${process.version} `);
    expect(text).toMatch(/checkpoint-000000110\.safetensors · 0:0\d:\d\d · SWD [\d.]+ · the best/);
    expect(text).toMatch(/Images 440 /);
    expect(text).toMatch(/[\d.]+ images\/s/);
    expect(text).toMatch(/processor time 0:0\d:\d\d memory at most [\d.]+ [MG]B /);
  });

  it('escapes all text of a run', () => {
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;');
    expect(html`<p title="${'"'}">${['<', html`<br>`]}</p>`.markup).toBe('<p title="&quot;">&lt;<br></p>');
  });

  it('refuses a missing --run, and names what is missing from a run', async () => {
    await expect(report()).rejects.toMatchObject({ stderr: 'write --run NAME, a folder of runs/\n' });
    await expect(report('--run', 'nowhere')).rejects.toMatchObject({
      stderr: expect.stringMatching(
        /^there is no run .*nowhere; write --run with the name of a folder of runs\/\n$/,
      ),
    });
  });
});

/** The records of an event file: their content, after their checks. */
function recordsIn(file: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < file.length; ) {
    const length = Number(file.readBigUInt64LE(at));
    const content = file.subarray(at + 12, at + 12 + length);
    for (const [part, check] of [
      [file.subarray(at, at + 8), file.readUInt32LE(at + 8)],
      [content, file.readUInt32LE(at + 12 + length)],
    ] as const) {
      const unmasked = (check - 0xa282ead8) >>> 0;
      expect(crc32c(part)).toBe(((unmasked << 15) | (unmasked >>> 17)) >>> 0);
    }
    records.push(content);
    at += 16 + length;
  }
  return records;
}

describe('the curves of a run as events of TensorBoard', () => {
  it('have a record for each step, with its values', async () => {
    const { stdout } = await report('--run', 'told', '--tensorboard', 'logs');
    const path = join(sandbox.scratch, 'logs/told', EVENTS_FILE);
    expect(stdout).toBe(`${path}: tensorboard --logdir logs shows it\n`);
    const [first, ...steps] = recordsIn(await readFile(path));
    expect(first?.toString('latin1')).toContain('brain.Event:2');
    const lines = await readHistory(sandbox.folder('told'));
    expect(steps).toHaveLength(lines.length);
    const last = steps.at(-1) ?? Buffer.of();
    expect(last.readDoubleLE(1)).toBeGreaterThan(Date.now() / 1000 - 3600);
    expect([last[9], last[10]]).toEqual([2 << 3, 110]);
    // Those of labels, too, which this recipe has.
    for (const name of ['lossG', 'errorLabelsFake']) {
      const tag = last.indexOf(name);
      expect(last.readFloatLE(tag + name.length + 1), name).toBeCloseTo(Number(lines.at(-1)?.[name]), 5);
    }
  });

  it('have the checks of RFC 3720', () => {
    // Section B.4.
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  });
});

describe('runs beside each other', () => {
  it('have a curve each in every chart, and their recipes’ differences in a table', async () => {
    const recipe = join(sandbox.scratch, 'other.toml');
    await writeFile(recipe, `${SMALLEST_RECIPE}generatorRate = 0.0003\n`);
    await sandbox.run('--run', 'other', '--config', recipe, '--steps', '3');
    await report('--compare', 'told', 'other', '--out', 'compared.html');
    const page = await readFile(join(sandbox.scratch, 'compared.html'), 'utf8');
    expect(bodies(page, 'h1')).toEqual(['told, other']);
    const charts = bodies(page, 'svg');
    expect(charts).toHaveLength(5);
    for (const chart of charts) {
      expect(attributes(chart, 'class').filter((name) => name.startsWith('curve'))).toEqual([
        'curve first',
        'curve second',
      ]);
      expect(chart).not.toMatch(/NaN|Infinity|undefined/);
    }
    const rows = bodies(page, 'tr').map((row) =>
      row
        .replace(/<[^>]*>/g, ' ')
        .trim()
        .split(/\s+/),
    );
    expect(rows).toContainEqual(['steps', '110', '3']);
    expect(rows).toContainEqual(['generatorRate', expect.any(String), '0.0003']);
    expect(rows.flat()).not.toContain('latentSize');
    expect(attributes(page, 'src')).toHaveLength(2);
  });

  it('are two or three', async () => {
    for (const names of [['told'], ['told', 'told'], ['a', 'b', 'c', 'd']]) {
      await expect(report('--compare', ...names)).rejects.toMatchObject({
        stderr: 'write --compare with two to 3 different runs: --compare A B\n',
      });
    }
    await expect(report('told', 'other')).rejects.toMatchObject({
      stderr: 'write --compare before the names of runs, told other\n',
    });
  });
});

describe('curves', () => {
  const noisy = Array.from({ length: 5000 }, (_, i) => [i, 3 + (i % 2 ? 1 : -1)] as const);

  it('are smoothed from their first value on, without a bias towards 0', () => {
    expect(smooth([[1, 7]])).toEqual([[1, 7]]);
    for (const [x, y] of smooth(noisy)) {
      if (x > 200) {
        expect(Math.abs(y - 3)).toBeLessThan(0.05);
      }
    }
    for (const [, y] of smooth([
      [0, 2],
      [1, Number.NaN],
      [2, 2],
    ])) {
      expect(y).toBeCloseTo(2);
    }
  });

  it('keep their ends and extremes when they are thinned', () => {
    expect(decimate(noisy, 100)).toHaveLength(100);
    expect(decimate(noisy, 99).at(-1)).toEqual(noisy.at(-1));
    const bands = envelope([...noisy, [5000, 99]]);
    expect(Math.max(...bands.map(([, , high]) => high))).toBe(99);
    expect(Math.min(...bands.map(([, low]) => low))).toBe(2);
  });

  it('have round numbers on their axes', () => {
    expect(ticks(0, 1, 4)).toEqual([0, 0.5, 1]);
    expect(ticks(0, 110, 6)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(ticks(-0.25, 0.25, 4)).toEqual([-0.2, 0, 0.2]);
    expect(ticks(0, 0, 4)).toEqual([0]);
    expect(roundUp(1.98, 4)).toBe(2);
    expect(roundUp(0, 4)).toBe(0);
    expect(quantile([5, 1, Number.NaN, 3], 0.5)).toBe(3);
  });
});
