import { downloadZip } from 'client-zip';
import { describe, expect, test } from 'vitest';
import { encodeCheckpointFile } from '../../../../gan/checkpoint-file.ts';
import { initialState } from '../../../../gan/initial-state.ts';
import { parseRecipe } from '../../../../gan/recipe.ts';
import { toStateDict } from '../../../../gan/state-dict/state-dict.ts';
import { stateEntries } from '../../../../gan/state-entries.ts';
import { encodeSafetensors } from '../../../../graph/safetensors.ts';
import { TRAINING_SOURCES } from '../sets/training-sources.ts';
import { runFiles } from '../take-home/write-file.ts';
import { EMPTY_HISTORY } from '../worker/metric-history.ts';
import { initialTrainingState } from '../worker/trainer.ts';
import { BringBackError, type BroughtBack } from './brought-back.ts';
import { readBroughtBackFile } from './read-file.ts';

const usual = TRAINING_SOURCES.portraits.set.recipe;
const recipe = { ...usual, resolution: 16, generatorWidth: 4, discriminatorWidth: 4, latentSize: 8 } as const;
const point = { step: 1, lossDReal: 0.5, lossDFake: 0.25, lossG: 1.5, dReal: 0.75, dFakeBefore: 0.25 };
const checkpoint = {
  steps: 3,
  seconds: 1.5,
  history: { points: [point], stepsPerPoint: 1, pending: [] },
  state: initialTrainingState(recipe),
};
const film = [{ step: 0, file: Uint8Array.of(1, 2).buffer }];
const files = runFiles(
  {
    set: { ...TRAINING_SOURCES.portraits.set, recipe },
    pictures: new Uint8ClampedArray(),
    checkpoint,
    run: { name: 'Mugs', set: 'portraits', createdAt: 1 },
    film,
  },
  false,
);
const folder = files.find(({ name }) => name.endsWith('/recipe.json'))?.name.slice(0, -'recipe.json'.length);

function named(end: string) {
  return files.filter(({ name }) => name.endsWith(end));
}

async function problemOf(read: Promise<BroughtBack>): Promise<unknown> {
  return read.then(
    () => undefined,
    (error: unknown) => (error instanceof BringBackError ? error.problem : error),
  );
}

describe('a file that is brought back', () => {
  test('is the training that was taken home: state, curves, film and name', async () => {
    const brought = await readBroughtBackFile(await downloadZip(files).blob(), 'run.zip', usual);
    expect(brought).toMatchObject({
      kind: 'training',
      name: 'Mugs',
      set: 'portraits',
      recipe,
      checkpoint,
      film,
      fresh: { moments: false, discriminator: false },
    });
  });

  test.each([
    ['samples/large.bin', 'read without it'],
    ['film/000000009.webp', 'refused'],
  ])('a zip whose %s has two gigabytes is %s', async (name) => {
    const large = { name: `${folder}${name}`, input: new Uint8Array(8) };
    const zip = Buffer.from(await (await downloadZip([...files, large]).blob()).arrayBuffer());
    // Its size stands 22 bytes before its name in the directory, which is the last part of a zip.
    zip.writeUInt32LE(2e9, zip.lastIndexOf(large.name) - 22);
    const brought = readBroughtBackFile(new Blob([zip]), 'run.zip', usual);
    if (name.startsWith('film/')) {
      expect(await problemOf(brought)).toEqual({ kind: 'tooLarge' });
    } else {
      expect(await brought).toMatchObject({ kind: 'training', name: 'Mugs', film });
    }
  });

  test('without what the page adds is a run of Node’s', async () => {
    const ofNode = [...named('.json'), ...named('.safetensors')].filter(
      ({ name }) => !/page.json$/.test(name),
    );
    const brought = await readBroughtBackFile(await downloadZip(ofNode).blob(), 'run.zip', usual);
    const expected = { ...checkpoint, history: EMPTY_HISTORY };
    expect(brought).toMatchObject({ kind: 'training', name: '', film: [], checkpoint: expected });
  });

  test('with the weights of a generator of another size begins with a new discriminator for it', async () => {
    const bytes = encodeSafetensors(toStateDict(initialState(recipe), 'G', 1));
    const brought = await readBroughtBackFile(
      new Blob(bytes.map((part) => new Uint8Array(part))),
      'netG.safetensors',
      usual,
    );
    expect(brought).toMatchObject({
      kind: 'training',
      recipe: { resolution: 16, generatorWidth: 4, latentSize: 8 },
      fresh: { moments: true, discriminator: true },
    });
  });

  test.each([
    { discriminatorNorm: 'batch', beta1: 0.5 },
    { discriminatorNorm: 'none', beta1: 0 },
  ])('is a checkpoint of Node’s without its recipe: its shapes and moments tell it, %o', async (written) => {
    const { resolution, generatorWidth, discriminatorWidth, latentSize } = recipe;
    const sizes = { resolution, generatorWidth, discriminatorWidth, latentSize };
    const ofNode = parseRecipe({ name: 'of-node', ...sizes, ...written }, 'of-node');
    const state = initialState(ofNode);
    const bytes = encodeCheckpointFile({ steps: 5, seconds: 2, rollbacks: 0, state });
    const file = new Blob(bytes.map((part) => new Uint8Array(part)));
    const brought = await readBroughtBackFile(file, 'checkpoint-000000005.safetensors', usual);
    expect(brought).toMatchObject({
      recipe: { ...sizes, ...written, r1Weight: written.discriminatorNorm === 'batch' ? 0 : usual.r1Weight },
      checkpoint: { steps: 5, seconds: 2 },
      fresh: { moments: false, discriminator: false },
    });
    const read = brought.kind === 'training' ? brought.checkpoint.state : undefined;
    expect(read).toEqual(new Map(stateEntries(ofNode).map(({ name }) => [name, state[name]?.data])));
  });

  test('is refused by what is wrong with it', async () => {
    expect(await problemOf(readBroughtBackFile(new Blob(['no file of ours']), 'a.txt', usual))).toEqual({
      kind: 'unknown',
    });
    expect(await problemOf(readBroughtBackFile(new Blob(['no file of ours']), 'netG.pth', usual))).toEqual({
      kind: 'torch',
    });
    const gone = new Blob(['moved since']);
    gone.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'));
    expect(await problemOf(readBroughtBackFile(gone, 'a.zip', usual))).toEqual({ kind: 'unreadable' });
    const other = await downloadZip([{ name: 'notes.txt', input: 'text' }]).blob();
    expect(await problemOf(readBroughtBackFile(other, 'other.zip', usual))).toEqual({ kind: 'empty' });
    const [state] = named('.safetensors');
    const whole = await new Response(state?.input).blob();
    expect(await problemOf(readBroughtBackFile(whole.slice(0, -4), 'cut.safetensors', usual))).toMatchObject({
      kind: 'damaged',
      detail: expect.stringContaining('cut.safetensors: '),
    });
    const alone = await downloadZip(named('recipe.json')).blob();
    expect(await problemOf(readBroughtBackFile(alone, 'run.zip', usual))).toMatchObject({
      kind: 'damaged',
      detail: expect.stringContaining('run.zip has no checkpoint'),
    });
    const half = (await downloadZip(files).blob()).slice(0, 5000);
    expect(await problemOf(readBroughtBackFile(half, 'half.zip', usual))).toMatchObject({
      kind: 'damaged',
      detail: expect.stringContaining('half.zip: '),
    });
    const app = await downloadZip([{ name: 'manifest.json', input: '{"name":"an app"}' }]).blob();
    expect(await problemOf(readBroughtBackFile(app, 'app.zip', usual))).toMatchObject({
      kind: 'damaged',
      detail: expect.stringContaining('app.zip: manifest.json: '),
    });
  });
});
