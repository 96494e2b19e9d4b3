/** One step of the training in the page: taken alone, inspected, and drawn as data flow. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { realness } from '../../client/page/train-here/data-flow/step-inspection.ts';
import { NOTES } from '../../client/storage/names.ts';
import { inspectStep } from '../../gan/inspection.ts';
import { stepInputs } from '../../gan/step-inputs.ts';
import { toRgba } from '../../picture/rgba.ts';
import { openProgram } from '../../training/runtime/open.ts';
import { accessibilityViolations } from '../browser/accessibility.ts';
import { maxDifference, TOLERANCE } from '../browser/pictures.ts';
import { readNote } from '../browser/storage.ts';
import { batchOf, inPage, type Learned, valuesOf } from '../browser/training-in-node.ts';
import { button, moveClock, pause, stepOf, untilStep } from '../browser/training-panel.ts';
import { setVisibility } from '../browser/visibility.ts';
import { useVisitor } from '../browser/visitor.ts';
import { type SiteWithSmallTraining, type SmallTraining, sharedTraining } from '../site/shared-sites.ts';
import { REPOSITORY } from '../site/site-contents.ts';

let site: SiteWithSmallTraining;

beforeAll(async () => {
  site = await sharedTraining();
});

/** The numbers below a list of pictures. */
function verdicts(page: Page, label: string): Promise<number[]> {
  return page
    .getByRole('list', { name: label, exact: true })
    .locator('li')
    .evaluateAll((items) => items.map((item) => Number(item.textContent)));
}

type Shown = { step: number; fake: number[]; real: number[]; onReal: number[]; dReal: number; lossG: number };

/** Runs in the page. Records each inspection of a step that the worker sends, and the latest metrics of one training or a pair. */
function recordReplies(): void {
  const kept: unknown[] = [];
  Object.assign(window, { inspections: kept });
  const ORIGINAL = window.Worker;
  window.Worker = class extends ORIGINAL {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }) => {
        if (data.type === 'status') {
          Object.assign(window, { alone: data.points });
        } else if (data.type === 'compared' && data.reply.type === 'status') {
          const { pair = [] } = window as { pair?: unknown[] };
          pair[data.side] = data.reply;
          Object.assign(window, { pair });
        } else if (data.type === 'inspected') {
          const { fake, real, ...others } = data.inspection;
          kept.push({ ...others, fake: Array.from(fake), real: Array.from(real) });
        }
      });
    }
  };
}

function inspections(page: Page): Promise<Shown[]> {
  return page.evaluate(() => (window as unknown as { inspections: Shown[] }).inspections);
}

/** The inspection, by Node, of the step that follows a checkpoint. */
async function inNode({ set, sheet }: SmallTraining, learned: Learned) {
  const { steps } = learned;
  const program = await openProgram('inspection', inspectStep(set.recipe, true));
  const { real, classes } = await batchOf({ set, sheet }, steps);
  const seen = await program.run({
    ...valuesOf(set.recipe, learned),
    ...stepInputs(set.recipe, steps, real, { classes }),
  });
  await program.release();
  return seen;
}

const visitor = useVisitor({ locale: 'en', reducedMotion: 'no-preference' }, { forgets: true });

test('a single step does what was shown: its fakes, D’s verdicts, and the metrics of the step that is taken then', async () => {
  await visitor.context.addInitScript(recordReplies);
  const page = await visitor.open('/?backend=wasm#lesson', site.url);
  await button(page, 'Start').click();
  await page.locator('.session-status').getByText('a second, by').waitFor();
  await pause(page);
  await page.getByText('The step', { exact: true }).click();
  await page.locator('.flow-real').waitFor();
  const learned = await inPage(page, site.portraits, NOTES.checkpoint);
  const reached = await stepOf(page);
  expect(learned.steps).toBe(reached);
  const shown = (await inspections(page)).at(-1);
  expect(shown?.step).toBe(reached + 1);

  const seen = await inNode(site.portraits, learned);
  const { recipe } = site.portraits.set;
  const first = 4 * Number(shown?.onReal.length) * recipe.resolution ** 2;
  const drawn = Array.from(toRgba(seen.fake?.data ?? new Float32Array(), recipe.resolution)).slice(0, first);
  expect(maxDifference(shown?.fake ?? [], drawn)).toBeLessThanOrEqual(TOLERANCE);
  const rounded = (logits: Iterable<number> = []) =>
    Array.from(logits, (logit) => Number(realness(logit).toFixed(2))).slice(0, shown?.onReal.length);
  function expectClose(values: number[], others: number[]): void {
    expect(values.length).toBe(others.length);
    values.forEach((value, i) => {
      expect(Math.abs(value - (others[i] ?? Number.NaN))).toBeLessThanOrEqual(0.011);
    });
  }
  expectClose(await verdicts(page, 'Real pictures, each with D’s verdict'), rounded(seen.onReal?.data));
  expectClose(await verdicts(page, 'Fakes, each with D’s verdict'), rounded(seen.onFake?.data));

  await button(page, 'One step').click();
  await page.getByText(`Step ${reached + 1}.`, { exact: true }).waitFor();
  await page.getByText(`Step ${reached + 2}, which comes next.`).waitFor();
  await page.waitForTimeout(500);
  expect(await stepOf(page)).toBe(reached + 1);
  // The chart's legend says the metrics of the last step: D(x) is the mean of the verdicts that were shown.
  const legend = await page.locator('.legend').getByText('D(x)').innerText();
  expect(Number(/[\d.]+$/.exec(legend)?.[0])).toBeCloseTo(shown?.dReal ?? Number.NaN, 2);

  // Arrow keys go through the stages of the step.
  const stages = page.getByRole('group', { name: 'The stages of a step' });
  await button(page, 'Next').focus();
  const names: string[] = [];
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('ArrowRight');
    await stages.getByText(`Stage ${i + 1} of 6.`).waitFor();
    names.push(
      await page
        .locator('.flow-box.used')
        .evaluateAll((all) => all.map((each) => each.getAttribute('data-box')).join()),
    );
  }
  expect(names).toEqual([
    'losses,D,real',
    'z,G,fake,losses,D',
    'losses,D',
    'fake,losses,D',
    'G,fake,losses,D',
    'G',
  ]);
  await page.keyboard.press('ArrowLeft');
  await stages.getByText('Stage 5 of 6.').waitFor();
  await expect.poll(() => page.locator('.flow-arrows .gradient-G').count()).toBe(3);
  await page.getByRole('list', { name: 'Fakes, each with the verdict of the updated D' }).waitFor();

  const toggle = button(page, 'What D would change');
  await toggle.click();
  await expect.poll(() => toggle.getAttribute('aria-pressed')).toBe('true');
  const colours = await page
    .locator('canvas.wishes')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      let [red, blue] = [0, 0];
      for (let i = 0; i < data.length; i += 4) {
        const opaque = (data[i + 3] ?? 0) > 8;
        red += opaque && (data[i] ?? 0) > (data[i + 2] ?? 0) ? 1 : 0;
        blue += opaque && (data[i + 2] ?? 0) > (data[i] ?? 0) ? 1 : 0;
      }
      return { red, blue };
    });
  expect(colours.red).toBeGreaterThan(0);
  expect(colours.blue).toBeGreaterThan(0);
  expect(await accessibilityViolations(page)).toEqual([]);
  const code = page
    .locator('.flow-D')
    .getByRole('link', { name: 'Source code: gan/networks/discriminator.ts' });
  await expect
    .poll(() => code.getAttribute('href'))
    .toBe(`${REPOSITORY}/blob/HEAD/gan/networks/discriminator.ts`);

  await button(page, 'Next').click();
  await button(page, 'Take this step').click();
  await page.getByText(`Step ${reached + 2}.`, { exact: true }).waitFor();

  // In slow motion the stages go on by themselves, and a step is taken every two seconds. Once the panel is closed, no step is inspected.
  await button(page, '1 step in 2 seconds').click();
  await button(page, 'Continue').click();
  await stages.getByText('Stage 2 of 6.').waitFor();
  await stages.getByText('Stage 5 of 6.').waitFor();
  await untilStep(page, reached + 4);
  await page.getByText('The step', { exact: true }).click();
  const count = (await inspections(page)).length;
  await button(page, 'Pause').waitFor();
  const before = await stepOf(page);
  await untilStep(page, before + 1);
  expect((await inspections(page)).length).toBeLessThanOrEqual(count + 1);
  await pause(page);
});

type Status = { step: number; points: { step: number; lossG: number; dReal: number }[] };

test('two trainings from one seed go on step for step beside each other, and the one that is kept goes on', async () => {
  await visitor.context.addInitScript(recordReplies);
  // With two updates of D in a step, the last one is inspected.
  const page = await visitor.open('/?backend=wasm#lesson/discriminatorSteps=2', site.url);
  await button(page, 'Start').click();
  await page.locator('.session-status').getByText('a second, by').waitFor();
  await pause(page);
  await page.getByText('The step', { exact: true }).click();
  await page.locator('.flow-real').waitFor();
  await page.getByText('D is updated 2 times in a step').waitFor();
  const shown = (await inspections(page)).at(-1);
  await button(page, 'One step').click();
  await page.getByText(`Step ${shown?.step}.`, { exact: true }).waitFor();
  await page.getByText('The step', { exact: true }).click();
  const alone = await page.evaluate(() => (window as unknown as { alone: Status['points'] }).alone);
  expect(alone.at(-1)?.step).toBe(shown?.step);
  expect(alone.at(-1)?.lossG).toBeCloseTo(shown?.lossG ?? Number.NaN, 3);
  expect(alone.at(-1)?.dReal).toBeCloseTo(shown?.dReal ?? Number.NaN, 3);

  await page.getByLabel('Rest while this tab is hidden').check();
  await page.getByLabel('Stop this training after').selectOption('5 minutes');
  await page.getByText('Compare', { exact: true }).click();
  await button(page, 'The hinge loss').click();
  await page.locator('.comparison-head').getByText('a second, each').waitFor();
  // Both rest when a single training would: while the tab is hidden, and at its limit.
  await page.getByText('It stops after 5 minutes.').waitFor();
  await setVisibility(page, 'hidden');
  await page.getByText('Paused.').waitFor();
  await setVisibility(page, 'visible');
  await page.getByText('It rested while this tab was hidden.').waitFor();
  // A change of the language does not start the comparison again.
  await page.getByText('日本語', { exact: true }).click();
  await page.getByText('どちらも同じシードで始まり').waitFor();
  await page.getByText('English', { exact: true }).click();
  await page.locator('.comparison-head').getByText('a second, each').waitFor({ timeout: 5000 });
  await moveClock(page, 301_000);
  await page.getByText('It stopped at the limit').waitFor();
  await page.getByText('Paused.').waitFor();
  const pair = await page.evaluate(() => (window as unknown as { pair: [Status, Status] }).pair);
  const [asSet, hinge] = pair;
  expect(asSet.step).toBeGreaterThan(1);
  expect(hinge.step).toBe(asSet.step);
  expect(hinge.points.map(({ step }) => step)).toEqual(asSet.points.map(({ step }) => step));
  // The left one does what the training did. Both begin with the same D, updated once before dReal is measured.
  for (const point of alone.slice(0, 2)) {
    expect(asSet.points.find(({ step }) => step === point.step)?.lossG).toBeCloseTo(point.lossG, 3);
  }
  expect(hinge.points[0]?.dReal).toBeCloseTo(asSet.points[0]?.dReal ?? Number.NaN, 2);
  expect(hinge.points[1]?.lossG).not.toBeCloseTo(asSet.points[1]?.lossG ?? Number.NaN, 3);
  await expect.poll(() => page.locator('.comparison-grids canvas').count()).toBe(2);
  await expect.poll(() => page.locator('.comparison-curves polyline').count()).toBe(8);
  expect(await accessibilityViolations(page)).toEqual([]);

  await button(page, 'Keep “The hinge loss”').click();
  await page.locator('.session-status').getByText('a second, by').waitFor();
  expect(await stepOf(page)).toBeGreaterThanOrEqual(hinge.step);
  await pause(page);
  const stored = (await readNote(page, NOTES.trainingRuns)) as { id: string; recipe: { loss: string } }[];
  expect(stored.map(({ recipe }) => recipe.loss).sort()).toEqual(['hinge', 'nonSaturating']);
  await expect
    .poll(() => new URL(page.url()).hash)
    .toBe(`#lesson/run=${stored.find(({ recipe }) => recipe.loss === 'hinge')?.id}`);

  // Settings that cannot change during a training can be compared, too. Neither of the two is kept.
  await page.getByText(/^Settings/).click();
  await page.getByRole('group', { name: 'Batch norm in G' }).getByRole('button', { name: 'Off' }).click();
  await button(page, 'Compare both from their beginning').click();
  await page.locator('.comparison-head').getByText('a second, each').waitFor();
  await page.getByRole('heading', { name: 'The new settings' }).waitFor();
  await button(page, 'Keep neither').click();
  await button(page, 'Go on').waitFor();
  await button(page, 'Keep neither').click();
  // The page offers the former training again.
  await page.getByText('There is a training here that can go on.').waitFor();
  await page.locator('.introduction').getByRole('button', { name: 'Continue' }).click();
  await page.locator('.session-status').getByText('a second, by').waitFor();
  await pause(page);
  expect(await readNote(page, NOTES.trainingRuns)).toHaveLength(stored.length);
});
