/** Trainings on the device: their list, and the files that are saved and brought back, read and written by Node's commands. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { downloadZip } from 'client-zip';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generatorInputOf } from '../../client/page/train-here/sets/training-set.ts';
import { NOTES } from '../../client/storage/names.ts';
import { generatorParameters } from '../../gan/networks/generator.ts';
import { toStateDict } from '../../gan/state-dict/state-dict.ts';
import { stateEntries } from '../../gan/state-entries.ts';
import { decodeSafetensors, encodeSafetensors } from '../../graph/safetensors.ts';
import { decodeFace } from '../../latent/code/code.ts';
import { inputFromSeed } from '../../latent/condition/condition.ts';
import { openGeneratorSession } from '../../training/publish/generator-session.ts';
import { readRecipe } from '../../training/read/recipe.ts';
import { readCheckpoint } from '../../training/run/checkpoints.ts';
import { callCommand } from '../../training/testing/call-command.ts';
import { sharePictures } from '../../training/testing/train-sandbox.ts';
import { accessibilityViolations } from '../browser/accessibility.ts';
import { expectSame, inPage, type Learned, SETTLED } from '../browser/training-in-node.ts';
import { button, moveClock, pause, takeHome, untilStep } from '../browser/training-panel.ts';
import { setVisibility } from '../browser/visibility.ts';
import { useVisitor } from '../browser/visitor.ts';
import { type SiteWithSmallTraining, sharedTraining } from '../site/shared-sites.ts';

let site: SiteWithSmallTraining;
let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-take-home-'));
  await sharePictures(scratch);
  site = await sharedTraining();
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

async function unpack(zip: Uint8Array, folder: string): Promise<string[]> {
  const files = Object.entries(unzipSync(zip));
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return files.map(([name]) => name);
}

function bringBack(page: Page, name: string, buffer: Uint8Array): Promise<void> {
  const input = page.locator('section[aria-labelledby="bring-back"] input[type="file"]');
  return input.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(buffer) });
}

describe('on WASM', () => {
  const visitor = useVisitor({ locale: 'en', acceptDownloads: true }, { forgets: true });

  test('a training goes on in Node with the same next step, and comes back; models and weights too', async () => {
    const { set } = site.portraits;
    const { recipe } = set;
    const page = await visitor.open('/?backend=wasm#lesson', site.url);
    await button(page, 'Start').click();
    await untilStep(page, SETTLED);
    await pause(page);
    const rested = await inPage(page, site.portraits, NOTES.checkpoint);
    await page.getByText('Take it home').click();
    expect(await accessibilityViolations(page)).toEqual([]);

    // The run, with its pictures: Node continues from the same state.
    await page.getByLabel('With the pictures that it learns from').check();
    const zip = await takeHome(page, 'The training (ZIP)');
    const names = await unpack(zip, join(scratch, 'runs'));
    expect(names).toContain(`${recipe.name}/recipe.json`);
    expect(names.filter((name) => name.includes('/pictures/'))).toHaveLength(set.sheet.count);
    const folder = join(scratch, 'runs', recipe.name);
    const checkpoint = await readCheckpoint(folder);
    expect(checkpoint?.steps).toBe(rested.steps);
    const taken: Learned = {
      steps: rested.steps,
      points: [],
      state: new Map(
        stateEntries(recipe).map(({ name }) => [name, checkpoint?.state[name]?.data ?? new Float32Array()]),
      ),
    };
    expect(taken.state).toEqual(rested.state);
    const more = rested.steps + 4;
    const flags = ['--run', recipe.name, '--data', join(folder, 'pictures'), '--steps', String(more)];
    await callCommand('train.ts', flags, scratch);
    expect((await readCheckpoint(folder))?.steps).toBe(more);

    // From the state that was taken home, Node's trainer takes the steps that the page takes.
    await button(page, 'Continue').click();
    await untilStep(page, rested.steps + 2);
    await pause(page);
    await expectSame(site.portraits, await inPage(page, site.portraits, NOTES.checkpoint), taken);

    // A model.
    const model = await takeHome(page, 'A model (ZIP)');
    const [manifest = ''] = (await unpack(model, join(scratch, 'models'))).filter((name) =>
      name.endsWith('manifest.json'),
    );
    const drawn = join(scratch, 'faces.png');
    await callCommand(
      'generate.ts',
      ['--model', join(scratch, 'models', dirname(manifest)), '--seeds', '1-4', '--out', drawn],
      scratch,
    );
    expect((await readFile(drawn)).length).toBeGreaterThan(0);

    // The same pictures from ONNX, and weights as PyTorch's tutorial names them.
    const input = inputFromSeed(1, generatorInputOf(set));
    const generator = await openGeneratorSession(await takeHome(page, 'ONNX'), input.length);
    expect((await generator.draw(input)).every(Number.isFinite)).toBe(true);
    await generator.release();
    const weights = join(scratch, 'netG.safetensors');
    await writeFile(weights, await takeHome(page, 'For PyTorch (safetensors)'));
    const { tensors } = decodeSafetensors(await readFile(weights), weights);
    expect([...tensors.keys()].slice(0, 2)).toEqual(['main.0.weight', 'main.1.weight']);
    await callCommand('exchange/import-weights.ts', ['--weights', weights, '--run', 'from-page'], scratch);
    const toml = join(scratch, 'recipe.toml');
    await writeFile(toml, await takeHome(page, 'The recipe (TOML)'));
    expect(await readRecipe(toml)).toEqual(recipe);
    const gif = await takeHome(page, 'A film (GIF)');
    expect(gif.toString('latin1', 0, 6)).toBe('GIF89a');
    expect(gif.includes('trainedAlgorithmicMedia')).toBe(true);

    // The page says what is wrong with a file.
    await bringBack(page, 'wrong.zip', Buffer.from('no zip'));
    await page.getByRole('alert').getByText('neither the ZIP').waitFor();
    await bringBack(page, 'netG.pth', Buffer.from('no zip, and longer than that'));
    await page.getByRole('alert').getByText('torch.save').waitFor();
    const state = await takeHome(page, 'Everything learned (safetensors)');
    await bringBack(page, 'cut.safetensors', state.subarray(0, -4));
    await page.getByRole('alert').getByText('cut.safetensors').waitFor();

    // Node's run goes on here, from the step where Node stopped, until its learning rates have fallen to zero.
    const nodes =
      (await readdir(folder))
        .filter((name) => name.endsWith('.safetensors'))
        .sort()
        .at(-1) ?? '';
    const back = await downloadZip([
      { name: 'recipe.json', input: JSON.stringify({ ...recipe, decaySteps: more + 2 }) },
      { name: nodes, input: await readFile(join(folder, nodes)) },
    ]).blob();
    await bringBack(page, 'from-node.zip', new Uint8Array(await back.arrayBuffer()));
    await page.getByText('its learning rates have fallen to zero').waitFor();
    await button(page, 'Continue').waitFor();
    await untilStep(page, more + 2);
    // It stops again for the same reason, and still says so.
    await button(page, 'Continue').click();
    await page.waitForTimeout(500);
    await button(page, 'Continue').waitFor();
    await page.getByText('its learning rates have fallen to zero').waitFor();
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#lesson\/run=[0-9a-f]{10}$/);
    await expect.poll(() => page.locator('.training-list > li').count()).toBe(2);

    // A generator alone begins with a new discriminator.
    const averaged = Object.fromEntries(
      generatorParameters(recipe).map(({ name, shape }) => [
        name,
        { shape, data: rested.state.get(name) ?? new Float32Array() },
      ]),
    );
    const alone = Buffer.concat(encodeSafetensors(toStateDict(averaged, 'G', 1), { format: 'pt' }));
    await bringBack(page, 'netG.safetensors', alone);
    await page.getByText('a generator only').waitFor();
    await untilStep(page, 1);
    await pause(page);

    // The model opens in the studio.
    await bringBack(page, 'model.zip', model);
    await page.locator('.preview-picture .picture:not(.blank)').waitFor();
    await page.getByText('was trained on this device').waitFor();
    // Its principal axes are sliders, and edits of a share code.
    const axis = page.getByRole('slider', { name: 'Axis 1' });
    await axis.focus();
    await page.keyboard.press('End');
    await page.waitForFunction((before) => location.pathname !== before, new URL(page.url()).pathname);
    const edited = decodeFace(decodeURIComponent(new URL(page.url()).pathname.split('/')[2] ?? ''));
    expect(edited).toMatchObject({ kind: 'seed', edits: [{ direction: 0 }] });
    const untilPicked = () =>
      page.waitForFunction(() =>
        document.querySelector<HTMLSelectElement>('.model-picker select')?.value.startsWith('trained-here-'),
      );
    // Its card says how it was stored and what its sliders are, and has no table without measures.
    await page.locator('footer').getByRole('link', { name: 'About the model' }).click();
    await untilPicked();
    await page.getByRole('link', { name: 'The whole model card', exact: true }).click();
    await page.getByText('stored as they are, in 32 bits').waitFor();
    await page.getByText('Principal axes, found without labels').waitFor();
    await page.locator('#card-traits').waitFor();
    expect(await page.locator('#card-file').count()).toBe(0);
    await page.goBack();
    await untilPicked();
    await page.goBack();
    await page.getByText('was trained on this device').waitFor();
    // Other views can use the model, too.
    for (const view of ['arithmetic', 'inside', 'mix']) {
      await page.locator('nav').getByRole('link', { name: view, exact: false }).first().click();
      await page.locator('main canvas, main .picture:not(.blank)').first().waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      if (view !== 'inside') {
        await untilPicked();
      }
    }
  });

  test('trainings are listed: each has a name, goes on after a reload, keeps its film, and can be deleted', async () => {
    const page = await visitor.open('/?backend=wasm#lesson/digits', site.url);
    await button(page, 'Start').click();
    await untilStep(page, 3);
    await pause(page);
    const row = page.locator('.training-list > li');
    await row
      .getByText(/^Digits, \d+ \w+/)
      .first()
      .waitFor();
    await row.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Sevens');
    await page.keyboard.press('Enter');
    await row.getByText('Sevens').waitFor();
    await page.reload();
    await row.getByText('Sevens').waitFor();
    await button(page, 'Start another').click();
    await page.getByText('There is a training here').waitFor({ state: 'detached' });
    await button(page, 'Start').click();
    await untilStep(page, 1);
    await pause(page);
    await expect.poll(() => row.count()).toBe(2);
    await button(page, 'Continue “Sevens”').click();
    await untilStep(page, 4);
    await pause(page);
    // If the visitor asks for it, the training rests while its tab is hidden, and stops at a limit.
    await page.getByLabel('Rest while this tab is hidden').check();
    await button(page, 'Continue').click();
    await page.locator('.session-status').getByText('a second, by').waitFor();
    await setVisibility(page, 'hidden');
    await page.getByText('Paused.').waitFor();
    await setVisibility(page, 'visible');
    await page.getByText('It rested while this tab was hidden.').waitFor();
    await button(page, 'Pause').waitFor();
    await page.getByLabel('Stop this training after').selectOption('5 minutes');
    await moveClock(page, 301_000);
    await page.getByText('It stopped at the limit').waitFor();
    const named = row.filter({ hasText: 'Sevens' });
    await named.getByText('It stops after 5 minutes.').waitFor();
    await page.getByLabel('Stop this training after').selectOption('no limit');
    await named.getByText('It stops after').waitFor({ state: 'detached' });
    // The film begins where the training began.
    const moment = page.getByRole('slider', { name: 'Moment of the training' });
    await moment.fill('0');
    await expect.poll(() => moment.getAttribute('aria-valuetext')).toBe('step 0');
    const other = row.filter({ hasNotText: 'Sevens' });
    await other.getByRole('button', { name: 'Delete' }).click();
    await other.getByRole('alert').getByText('cannot be brought back').waitFor();
    await other.getByRole('button', { name: 'Delete' }).click();
    await other.waitFor({ state: 'detached' });
    await page.reload();
    await row.getByText('Sevens').waitFor();
    await expect.poll(() => row.count()).toBe(1);
  });
});
