import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { initialState } from '../../gan/initial-state.ts';
import { isStatistic } from '../../gan/networks/architecture.ts';
import { discriminatorParameters } from '../../gan/networks/discriminator-parameters.ts';
import { generatorParameters } from '../../gan/networks/generator.ts';
import { encodeSafetensors, type Metadata, type WritableTensors } from '../../graph/safetensors.ts';
import { sizeOf, type Values } from '../../graph/tensor.ts';
import { parseManifest } from '../../latent/model/manifest.ts';
import { readRecipe } from '../read/recipe.ts';
import { readCheckpoint } from '../run/checkpoints.ts';
import { packRun, unpackRun } from '../run/pack.ts';
import { readPredecessor } from '../run/predecessors.ts';
import { callCommand } from '../testing/call-command.ts';
import { sharePictures, TINY_RECIPE } from '../testing/train-sandbox.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 120_000;
const RECIPE = `${TINY_RECIPE}network = "skip"\nminibatchDeviation = true\ndiscriminatorResidual = 8\n`;
const ABOUT = `
name = "some pictures"
licence = "CC0-1.0"
portraits = "unknown"
realPersons = false
description = "Noise."
limits = "It was trained for some steps."
`;
const METADATA = { steps: '50', images: '3200', seconds: '90.5', labels: '17' };
/** The scale of each output channel of the discriminator's kernels, so that the codes are the values times ten. */
const SCALE = Math.fround(0.1);

let scratch: string;
let averages: Values;

/** A command of the package as a person runs it, from a folder of their own. */
function call(script: string, ...flags: string[]) {
  return callCommand(script, flags, scratch);
}
function importCheckpoint(folder: string, run: string, ...flags: string[]) {
  return call('exchange/import-checkpoint.ts', '--checkpoint', folder, '--run', run, ...flags);
}
async function save(path: string, tensors: WritableTensors, metadata: Metadata): Promise<void> {
  await writeFile(path, Buffer.concat(encodeSafetensors(tensors, metadata)));
}

/** Codes that differ from place to place, between −100 and 100. */
function codes(shape: readonly number[]): Int8Array {
  return Int8Array.from({ length: sizeOf(shape) }, (_, i) => ((37 * i) % 201) - 100);
}
/** As the discriminator's file holds it: two more labels than recipes have, int8 kernels with scales, the twin's names. */
function storedDiscriminator(
  parameters: readonly { name: string; shape: readonly number[] }[],
): WritableTensors {
  return Object.fromEntries(
    parameters.flatMap(({ name, shape: [rows = 0, ...rest] }): [string, WritableTensors[string]][] => {
      const stored = name.replace('residual', 'refine');
      const shape = [name.startsWith('D.labels.') ? 17 : rows, ...rest];
      return rest.length === 0
        ? [[stored, { shape, data: Float32Array.from(codes(shape)) }]]
        : [
            [stored, { shape, data: codes(shape) }],
            [
              `${stored}.scale`,
              { shape: shape.slice(0, 1), data: new Float32Array(shape[0] ?? 0).fill(SCALE) },
            ],
          ];
    }),
  );
}

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-import-'));
  await sharePictures(scratch);
  const folder = join(scratch, 'checkpoint');
  await mkdir(folder);
  await writeFile(join(folder, 'recipe.toml'), RECIPE);
  await writeFile(join(scratch, 'about.toml'), ABOUT);
  const recipe = await readRecipe(join(folder, 'recipe.toml'));
  const state = initialState(recipe);
  averages = Object.fromEntries(
    generatorParameters(recipe).map(({ name }) => [name, state[name] as Values[string]]),
  );
  await save(join(folder, 'generator.safetensors'), averages, METADATA);
  await save(
    join(folder, 'discriminator.safetensors'),
    storedDiscriminator(discriminatorParameters(recipe)),
    {
      ...METADATA,
      gain: 'weights before the equalized gain',
    },
  );
});
afterAll(() => rm(scratch, { recursive: true }));

it(
  'a checkpoint becomes a run, which can be trained and is published with the amount of its earlier training',
  async () => {
    const { stdout } = await importCheckpoint('checkpoint', 'further');
    expect(stdout).toContain(
      'checkpoint after 3,200 images, with its discriminator, without 2 of the 17 labels',
    );
    const folder = join(scratch, 'runs/further');
    const { steps, state } = (await readCheckpoint(folder)) ?? { steps: undefined, state: {} as Values };
    expect(steps).toBe(0);
    for (const [name, value] of Object.entries(averages)) {
      expect(state[name], name).toEqual(value);
      expect(state[`ema.${name}`], name).toEqual(value);
    }
    // The equalized gain is √(2 / (1 + 0.2²)) / √inputs before a Leaky ReLU, and 1 / √inputs at the label head.
    const leaky = Math.sqrt(2 / 1.04);
    for (const [name, gain] of [
      ['D.residual8.a.weight', leaky],
      ['D.picture16.weight', leaky],
      ['D.labels.weight', 1],
    ] as const) {
      const { shape = [], data = [] } = state[name] ?? {};
      const inputs = sizeOf(shape.slice(1));
      const stored = codes(shape);
      expect(data).toHaveLength(stored.length);
      data.forEach((value, i) => {
        expect(value).toBeCloseTo(((stored[i] ?? Number.NaN) * SCALE * gain) / Math.sqrt(inputs), 5);
      });
    }
    expect(state['D.labels.weight']?.shape[0]).toBe(15);
    expect(state['D.residual8.b.bias']?.data).toEqual(Float32Array.from(codes([8])));

    await call('train.ts', '--run', 'further', '--steps', '2');
    expect((await readCheckpoint(folder))?.steps).toBe(2);
    const { stdout: said, stderr } = await call(
      'publish-model.ts',
      ...['--run', 'further', '--about', 'about.toml', '--measure', 'none'],
    );
    expect(stderr).toContain('one with residual blocks cannot be published');
    const model = join(scratch, 'models', said.split(':')[0] ?? '');
    const { training, origin, discriminator } = parseManifest(
      JSON.parse(await readFile(join(model, 'manifest.json'), 'utf8')),
    );
    expect(training).toMatchObject({
      steps: 2,
      wentOnFrom: { name: 'checkpoint', steps: 50, images: 3200, minutes: 1.5 },
    });
    expect(origin).toMatchObject({ format: 'pytorch', file: 'generator.safetensors' });
    expect(discriminator).toBeUndefined();

    const packed = join(scratch, 'further.tar.gz');
    await packRun(folder, packed);
    await unpackRun(packed, join(scratch, 'runs/carried'));
    expect(await readPredecessor(join(scratch, 'runs/carried'))).toMatchObject({
      kind: 'checkpoint',
      images: 3200,
    });
  },
  TIMEOUT,
);

it(
  'with a new discriminator the recipe may have another one, which is published once it is trained',
  async () => {
    await writeFile(
      join(scratch, 'plain.toml'),
      `${RECIPE.replace('Residual = 8', 'Residual = 0')}generatorWaits = 1000\n`,
    );
    const { stdout } = await importCheckpoint(
      'checkpoint',
      'judged',
      ...['--config', 'plain.toml', '--new-discriminator'],
    );
    expect(stdout).toContain('checkpoint after 3,200 images, with a fresh discriminator');
    const folder = join(scratch, 'runs/judged');
    const before = (await readCheckpoint(folder))?.state ?? {};
    await call('train.ts', '--run', 'judged', '--steps', '2');
    const after = (await readCheckpoint(folder))?.state ?? {};
    for (const parameter of generatorParameters(await readRecipe(join(scratch, 'plain.toml')))) {
      // The generator waits, but its batch norm sees new batches.
      if (!isStatistic(parameter)) {
        expect(after[parameter.name], parameter.name).toEqual(averages[parameter.name]);
      }
    }
    expect(after['D.0.weight']).not.toEqual(before['D.0.weight']);
    const { stdout: said } = await call(
      'publish-model.ts',
      ...['--run', 'judged', '--about', 'about.toml', '--measure', 'none'],
    );
    const model = join(scratch, 'models', said.split(':')[0] ?? '');
    const manifest = parseManifest(JSON.parse(await readFile(join(model, 'manifest.json'), 'utf8')));
    expect(manifest.discriminator?.layers.length).toBeGreaterThan(0);
    // The generator is as it was before the run, so there is nothing to film.
    expect(manifest.files.map(({ role }) => role)).not.toContain('film');
    expect(manifest.files.map(({ role }) => role)).not.toContain('history');
    expect(await readFile(join(model, 'card.md'), 'utf8')).toContain(
      'Then only the discriminator was trained, against the finished generator: ',
    );

    // Measurements are of the generator, so that they are also those of the same one with another discriminator.
    const typical = { z: Array.from({ length: manifest.latentSize }, (_, i) => i / 32), measured: {} };
    await writeFile(join(model, 'manifest.json'), JSON.stringify({ ...manifest, typical }));
    await call('train.ts', '--run', 'judged', '--steps', '3');
    await call(
      'publish-model.ts',
      ...['--run', 'judged', '--about', 'about.toml', '--measured', model, '--models', 'measured'],
    );
    const again = parseManifest(
      JSON.parse(await readFile(join(scratch, 'measured', manifest.id, 'manifest.json'), 'utf8')),
    );
    expect(again).toMatchObject({ typical, training: { steps: 3 } });
    await expect(
      call(
        'publish-model.ts',
        ...['--run', 'judged', '--about', 'about.toml', '--measured', model, '--bits', '16'],
      ),
    ).rejects.toMatchObject({ stderr: expect.stringContaining(`has the generator ${manifest.tag}`) });
  },
  TIMEOUT,
);

it(
  'a checkpoint can be published without further training, and its card says how long it was trained',
  async () => {
    await importCheckpoint('checkpoint', 'untouched');
    const { stdout } = await call(
      'publish-model.ts',
      ...['--run', 'untouched', '--about', 'about.toml', '--measure', 'none'],
    );
    const card = await readFile(join(scratch, 'models', stdout.split(':')[0] ?? '', 'card.md'), 'utf8');
    expect(card).toContain(
      'which had seen 3,200 images in 2 minutes. It is published without further training.',
    );
  },
  TIMEOUT,
);

it(
  'a checkpoint that does not fit is refused, naming the mistake, and leaves no run',
  async () => {
    const refusal = async (folder: string, ...flags: string[]): Promise<string> =>
      importCheckpoint(folder, 'refused', ...flags).then(
        () => 'it was not refused',
        ({ stderr }: { stderr: string }) => stderr,
      );
    const recipe = await readRecipe(join(scratch, 'checkpoint/recipe.toml'));
    const plain = { ...recipe, discriminatorResidual: 0 };
    await writeFile(join(scratch, 'no-residual.toml'), RECIPE.replace('Residual = 8', 'Residual = 0'));
    expect(await refusal('checkpoint', '--config', 'no-residual.toml')).toContain(
      'is not of the recipe tiny:\n  D.residual8.a.weight is unexpected',
    );
    const damaged = join(scratch, 'damaged');
    await cp(join(scratch, 'checkpoint'), damaged, { recursive: true });
    const path = join(damaged, 'discriminator.safetensors');
    const tensors = storedDiscriminator(discriminatorParameters(recipe));
    const gain = { ...METADATA, gain: 'weights before the equalized gain' };
    await save(path, tensors, METADATA);
    expect(await refusal('damaged')).toContain(
      'has to say gain: "weights before the equalized gain", got undefined',
    );
    const { 'D.2.weight.scale': _, ...unscaled } = tensors;
    await save(path, unscaled, gain);
    expect(await refusal('damaged')).toContain('D.2.weight is I8 without scales');
    await save(path, storedDiscriminator(discriminatorParameters(plain)), gain);
    expect(await refusal('damaged')).toContain('D.residual8.a.weight is missing');
    await save(join(damaged, 'generator.safetensors'), averages, { ...METADATA, images: 'many' });
    expect(await refusal('damaged')).toContain('images: must be a number of at least 0, got "many"');
    expect(await refusal('nowhere')).toContain('there is no such file or folder');
    expect(await readdir(join(scratch, 'runs'))).not.toContain('refused');
  },
  TIMEOUT,
);
