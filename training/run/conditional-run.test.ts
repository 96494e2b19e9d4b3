import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeFace } from '../../latent/code/code.ts';
import { inputFromSeed } from '../../latent/condition/condition.ts';
import { parseManifest } from '../../latent/model/manifest.ts';
import { openTestedGenerator } from '../evaluate/tested-generator.ts';
import { gridPng } from '../image-grid.ts';
import { makeFilm } from '../publish/film.ts';
import { callCommand } from '../testing/call-command.ts';
import { openTrainSandbox, type TrainSandbox } from '../testing/train-sandbox.ts';
import { openPublishedAvatars } from '../tools/kernel-generator.ts';
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

/** Publishes the run, unmeasured: the folder of the model. */
async function publish(): Promise<string> {
  const about = join(import.meta.dirname, '../sample/about.toml');
  const flags = ['--run', 'straight', '--about', about, '--measure', 'none', '--models', 'models'];
  const { stdout } = await callCommand('publish-model.ts', flags, sandbox.scratch);
  return join(sandbox.scratch, 'models', stdout.split(':')[0] ?? '');
}

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

  it('says once what of its data is not read', async () => {
    await writeFile(join(data, 'more.zip'), '');
    const { events } = await sandbox.events(
      ...['--config', 'conditional.toml', '--data', data, '--run', 'noted', '--steps', '1'],
    );
    const notes = events.flatMap((event) => (event.type === 'note' ? [event.message] : []));
    expect(notes.filter((note) => note.includes('not the archives among them: more.zip'))).toHaveLength(1);
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

  it('grows with its classes, though the data have them in another order', async () => {
    const other = ['--config', 'others.toml', '--data', data, '--steps', '1', '--run', 'reversed'];
    await sandbox.run(...other);
    const grow = ['--config', 'grown.toml', '--data', data, '--steps', '1', '--grow', 'reversed'];
    await sandbox.run(...grow, '--run', 'larger');
    expect((await read('larger', 'recipe.json')).classes).toBe('dark, bright');
    expect((await read('larger', 'data.json')).frequencies).toEqual([0.3, 0.7]);
    const { tensors } = await sandbox.checkpoint('larger', 1);
    expect(tensors['G.0.weight']?.shape).toEqual([10, 8, 4, 4]);
  });
});

describe('the model that is published of it', () => {
  let model: string;
  beforeAll(async () => {
    model = await publish();
  }, TIMEOUT);
  function generate(...flags: string[]) {
    return callCommand('generate.ts', ['--model', model, '--out', 'out.png', ...flags], sandbox.scratch);
  }
  async function pixels(name: string): Promise<Uint8Array> {
    return sharp(join(sandbox.scratch, name)).removeAlpha().raw().toBuffer();
  }

  it('says what its classes are, and draws the same by ONNX Runtime and by the kernel of the site', async () => {
    const manifest = parseManifest(JSON.parse(await readFile(join(model, 'manifest.json'), 'utf8')));
    expect(manifest).toMatchObject({
      latentSize: 10,
      condition: {
        name: 'class',
        classes: ['bright', 'dark'],
        way: 'auxiliary',
        frequencies: [0.7, 0.3],
      },
      discriminator: { file: 'discriminator.weights' },
    });
    const taken = { ...manifest, truncation: 1 };
    const inputs = Float32Array.of(...inputFromSeed(5, taken, 0), ...inputFromSeed(5, taken, 1));
    const onnx = await openTestedGenerator(model);
    const drawn = await onnx.draw(inputs);
    await onnx.release();
    const size = drawn.length / 2;
    expect(drawn.subarray(0, size)).not.toEqual(drawn.subarray(size));
    const byKernel = await (await openPublishedAvatars(model)).generator.draw(inputs);
    // The kernel's pictures have 8 bits.
    expect(Math.max(...byKernel.map((value, i) => Math.abs(value - (drawn[i] ?? 9))))).toBeLessThan(
      2 / 127.5,
    );
    const sheet = await sharp(join(model, 'sheet.webp')).metadata();
    expect([sheet.width, sheet.height]).toEqual([8 * SIDE, 2 * SIDE]);
    const card = await readFile(join(model, 'card.md'), 'utf8');
    expect(card).toContain('from 8 numbers of z and one for each of 2 classes to a picture');
    expect(card).toContain('| bright | 70.0 % |');
  });

  it('is drawn class by class, in rows whose columns share seeds, with codes that hold the class', async () => {
    const { stdout } = await generate('--seeds', '1-3', '--class', 'all');
    expect(stdout).toBe(`${join(sandbox.scratch, 'out.png')}  6 faces\n`);
    const both = await pixels('out.png');
    expect(both).toHaveLength(3 * 3 * 2 * SIDE ** 2);
    const one = await generate('--seeds', '2', '--class', 'dark', '--out', 'dark');
    const [path = '', code = ''] = one.stdout.trim().split('  ');
    expect(decodeFace(code)).toMatchObject({ seed: 2, class: 1 });
    const place = { left: SIDE, top: SIDE, width: SIDE, height: SIDE };
    const second = await sharp(join(sandbox.scratch, 'out.png'))
      .extract(place)
      .removeAlpha()
      .raw()
      .toBuffer();
    expect(second).toEqual(await sharp(path).removeAlpha().raw().toBuffer());
  });

  it('walks from class to class with z held', async () => {
    await generate('--walk', '5', '--class', 'bright, dark', '--frames', '3', '--out', 'walk.gif');
    const walk = await sharp(join(sandbox.scratch, 'walk.gif'), { pages: -1 }).removeAlpha().raw().toBuffer();
    const generator = await openTestedGenerator(model);
    /** The mean difference of a byte from the frames of the walk of a seed. */
    async function distanceFrom(seed: number): Promise<number> {
      const [bright = [], dark = []] = [0, 1].map((index) => [...inputFromSeed(seed, generator, index)]);
      const between = bright.map((value, i) => (value + (dark[i] ?? Number.NaN)) / 2);
      const drawn = await generator.draw(Float32Array.from([...bright, ...between, ...dark]));
      const wanted = await sharp(await gridPng(drawn, SIDE, 1))
        .removeAlpha()
        .raw()
        .toBuffer();
      expect(walk).toHaveLength(wanted.length);
      return walk.reduce((sum, value, i) => sum + Math.abs(value - (wanted[i] ?? 0)), 0) / walk.length;
    }
    const [same, other] = [await distanceFrom(5), await distanceFrom(6)];
    await generator.release();
    // A GIF has few colours.
    expect(same).toBeLessThan(other / 3);
  });

  it('has no typical face', async () => {
    await expect(
      callCommand('find-typical-face.ts', ['--model', model], sandbox.scratch),
    ).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('draws several classes') });
  });

  it('is refused a class that it does not have, and a walk that goes nowhere', async () => {
    await expect(generate('--seeds', '1', '--class', 'grey')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--class: the model has no class "grey"; it has bright, dark'),
    });
    await expect(generate('--walk', 'alice', '--class', 'dark', '--out', 'walk.gif')).rejects.toMatchObject({
      stderr: expect.stringContaining('write two seeds or names at least'),
    });
    const unconditional = join(import.meta.dirname, '../../models/dcgan-64-0d7899');
    await expect(generate('--model', unconditional, '--seeds', '1', '--class', 'all')).rejects.toMatchObject({
      stderr: expect.stringContaining('--class: the model has no classes'),
    });
  });
});
