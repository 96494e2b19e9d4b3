import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFilm } from '../publish/film.ts';
import { openTrainSandbox, type TrainSandbox } from '../testing/train-sandbox.ts';
import { GRID_COLUMNS } from './grids.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 120_000;
const SIDE = 16;
/** More of one than of the other. */
const PICTURES = { bright: 7, dark: 3 };

const CONDITIONAL = `
name = "conditional"
condition = "auxiliary"
resolution = ${SIDE}
latentSize = 8
generatorWidth = 4
discriminatorWidth = 4
discriminatorNorm = "none"
network = "skip"
batch = 4
generatorRate = 0.01
`;

let sandbox: TrainSandbox;
let data: string;
function train(run: string, ...flags: string[]) {
  return sandbox.run('--config', 'conditional.toml', '--data', data, '--run', run, ...flags);
}
async function read(run: string, file: string) {
  return JSON.parse(await readFile(join(sandbox.folder(run), file), 'utf8'));
}

beforeAll(async () => {
  sandbox = await openTrainSandbox({
    conditional: CONDITIONAL,
    balanced: `${CONDITIONAL}classBalance = "even"\n`,
    others: `${CONDITIONAL}classes = "dark, bright"\n`,
    grown: CONDITIONAL.replace(`${SIDE}`, `${2 * SIDE}`).replaceAll('Width = 4', 'Width = 2'),
  });
  data = join(sandbox.scratch, 'pictures');
  for (const [name, count] of Object.entries(PICTURES)) {
    await mkdir(join(data, name), { recursive: true });
    for (let i = 0; i < count; i++) {
      const level = (name === 'bright' ? 200 : 40) + 3 * i;
      const create = {
        width: 2 * SIDE,
        height: 2 * SIDE,
        channels: 3,
        background: { r: level, g: level, b: level },
      } as const;
      await sharp({ create })
        .png()
        .toFile(join(data, name, `${i}.png`));
    }
  }
  await train('straight', '--steps', '4');
}, TIMEOUT);
afterAll(() => sandbox.remove());

describe('a run with classes', () => {
  it('stores their names and frequencies, and the metrics of classes', async () => {
    const { classes, classCount } = await read('straight', 'recipe.json');
    expect({ classes, classCount }).toEqual({ classes: 'bright, dark', classCount: 2 });
    expect((await read('straight', 'data.json')).frequencies).toEqual([0.7, 0.3]);
    const [line = ''] = (await readFile(join(sandbox.folder('straight'), 'history.jsonl'), 'utf8')).split(
      '\n',
    );
    expect(JSON.parse(line).lossClassReal).toBeGreaterThan(0);
    expect(JSON.parse(line).accuracyFake).toBeGreaterThanOrEqual(0);
  });

  it('is resumed bit for bit, without the names in its recipe', async () => {
    await train('stopped', '--steps', '2');
    await train('stopped', '--steps', '4');
    const [whole, resumed] = [
      await sandbox.checkpoint('straight', 4),
      await sandbox.checkpoint('stopped', 4),
    ];
    expect(Object.keys(resumed.tensors).length).toBeGreaterThan(0);
    expect(resumed.tensors).toEqual(whole.tensors);
  });

  it('has a row of each class in its grids, and all of them in its film', async () => {
    const folder = sandbox.folder('straight');
    const { width, height } = await sharp(join(folder, 'grids/000000004.png')).metadata();
    expect({ width, height }).toEqual({ width: GRID_COLUMNS * SIDE, height: 2 * SIDE });
    const { webp } = await makeFilm(folder, { resolution: SIDE, classCount: 2 });
    const film = await sharp(webp).metadata();
    expect([film.width, film.pageHeight ?? film.height]).toEqual([GRID_COLUMNS * SIDE, 2 * SIDE]);
  });

  it('is another training where classes are balanced', async () => {
    await sandbox.run('--config', 'balanced.toml', '--data', data, '--run', 'balanced', '--steps', '4');
    const [whole, balanced] = [
      await sandbox.checkpoint('straight', 4),
      await sandbox.checkpoint('balanced', 4),
    ];
    expect(balanced.tensors['G.0.weight']?.data).not.toEqual(whole.tensors['G.0.weight']?.data);
  });

  it('is refused with other classes', async () => {
    await expect(
      sandbox.run('--config', 'others.toml', '--data', data, '--run', 'straight', '--steps', '5'),
    ).rejects.toMatchObject({
      stderr: expect.stringContaining('its classes is "bright, dark", not "dark, bright"'),
    });
  });

  it('grows, with its classes', async () => {
    const grow = ['--config', 'grown.toml', '--data', data, '--steps', '1', '--grow', 'straight'];
    await sandbox.run(...grow, '--run', 'larger');
    expect((await read('larger', 'recipe.json')).classes).toBe('bright, dark');
    const { tensors } = await sandbox.checkpoint('larger', 1);
    expect(tensors['G.0.weight']?.shape).toEqual([10, 8, 4, 4]);
  });
});
