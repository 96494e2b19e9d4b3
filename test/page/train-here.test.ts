/** Training in the page computes the numbers that the trainer of `training/` computes, step by step, across pauses and reloads. */
import type { Backend } from '@dareka/engine';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatorInputOf } from '../../client/page/train-here/sets/training-set.ts';
import { initialTrainingState } from '../../client/page/train-here/worker/trainer.ts';
import { CACHES, checkpointNote, FORMER, NOTES } from '../../client/storage/names.ts';
import { stateEntries } from '../../gan/state-entries.ts';
import { sizeOf } from '../../graph/tensor.ts';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { inputFromSeed } from '../../latent/condition/condition.ts';
import { seedFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';
import { toRgba } from '../../picture/rgba.ts';
import { openGeneratorSession } from '../../training/publish/generator-session.ts';
import { accessibilityViolations } from '../browser/accessibility.ts';
import { closeProfiles, newVisitor, openBrowser, urlOf, visitReady } from '../browser/browser.ts';
import { generate, maxDifference, type Picture, TOLERANCE } from '../browser/pictures.ts';
import { prependScript } from '../browser/prepend-script.ts';
import { cachedUrls, readCached, readNote, untilStored, writeCached } from '../browser/storage.ts';
import { expectSame, inPage, type Learned, SETTLED } from '../browser/training-in-node.ts';
import { button, pause, stepOf, untilStep } from '../browser/training-panel.ts';
import { setVisibility } from '../browser/visibility.ts';
import { useVisitor } from '../browser/visitor.ts';
import { type SiteWithSmallTraining, type SmallTraining, sharedTraining } from '../site/shared-sites.ts';
import { REPOSITORY } from '../site/site-contents.ts';

let site: SiteWithSmallTraining;

beforeAll(async () => {
  site = await sharedTraining();
});

/** The checkpoint as an earlier build stored it: the length of a JSON header, the header, and the tensors. */
function formerCheckpoint(steps: number): Buffer {
  const { recipe } = site.portraits.set;
  const state = stateEntries(recipe);
  const edition = JSON.stringify([{ ...recipe, name: 'lesson-32' }, state]);
  const curves = { points: [], stretch: 1, rest: [] };
  const header = Buffer.from(JSON.stringify({ lesson: edition, steps, seconds: 1, curves }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const initial = initialTrainingState(recipe);
  const tensors = state.map(({ name }) => Buffer.from(initial.get(name)?.buffer ?? new ArrayBuffer()));
  return Buffer.concat([length, header, ...tensors]);
}

/** The checkpoint of the portraits. */
function learnedIn(page: Page): Promise<Learned> {
  return inPage(page, site.portraits, NOTES.checkpoint);
}

/** Expects that ONNX Runtime draws the picture, from the ONNX file of the model that was trained here. @param input z, and then y */
async function expectSameByOnnxRuntime(
  page: Page,
  { recipe }: SmallTraining['set'],
  input: Float32Array,
  picture: Picture,
): Promise<void> {
  const file = (await readCached(page, CACHES.localModels, 'generator.onnx')) ?? Buffer.of();
  const generator = await openGeneratorSession(file, input.length);
  const image = await generator.draw(input);
  await generator.release();
  expect(maxDifference(picture, Array.from(toRgba(image, recipe.resolution)))).toBeLessThanOrEqual(TOLERANCE);
}

/** The input of the generator of digits for the seven of seed 1: z, and then y. */
function inputOfSeven(): Float32Array {
  return inputFromSeed(1, generatorInputOf(site.digits.set), 7);
}

function addressOf(backend: Backend, part = ''): string {
  return `/?backend=${backend}#lesson${part}`;
}

describe('on WASM', () => {
  const visitor = useVisitor({ locale: 'en' }, { forgets: true });

  function open(): Promise<Page> {
    return visitor.open(addressOf('wasm'), site.url);
  }

  test('training computes what Node computes, across a pause and an offline reload, and the model opens in the studio', async () => {
    // The visitor was here before, so that the page is stored for offline use.
    const context = await visitor.browser.newContext({ locale: 'en' });
    const { page: first } = await visitReady(context, '/?backend=wasm#about', site.url);
    await untilStored(first);
    await first.close();
    const requests: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    const { page } = await visitReady(context, addressOf('wasm'), site.url);
    await button(page, 'Start').click();
    await untilStep(page, SETTLED);
    await pause(page);
    const rested = await learnedIn(page);
    await expectSame(site.portraits, rested);
    // Our own WebAssembly trains, without ONNX Runtime, on several threads where there are several cores.
    expect(requests.filter((url) => url.includes('/ort/'))).toEqual([]);
    const helpers = Math.min(4, await page.evaluate(() => navigator.hardwareConcurrency)) - 1;
    const trainers = page.workers().filter((worker) => /kernel-thread-/.test(worker.url()));
    expect(trainers).toHaveLength(helpers);
    await page.waitForFunction(async () => {
      const keys = await Promise.all(
        (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
      );
      const urls = keys.flat().map(({ url }) => url);
      return navigator.serviceWorker.controller !== null && urls.some((url) => url.includes('portraits-'));
    });
    await context.setOffline(true);
    await page.reload();
    await button(page, 'Continue').click();
    await untilStep(page, rested.steps + 2);
    await pause(page);
    await expectSame(site.portraits, await learnedIn(page), rested);
    // Only after the comparison: by the time axe is done, a point of the curves may be the mean of several steps.
    await button(page, 'Continue').click();
    await page.locator('.session-status').getByText('a second, by').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await pause(page);

    await button(page, 'Open in the studio').click();
    await page.locator('.preview-picture .picture:not(.blank)').waitFor();
    await page.getByText('was trained on this device').waitFor();
    await expect.poll(() => button(page, 'Copy link').count()).toBe(0);
    const code = decodeURIComponent(new URL(page.url()).pathname.split('/')[2] ?? '');
    const face = decodeFace(code);
    expect(face).toMatchObject({ kind: 'seed', seed: 1 });
    const [shown = []] = await generate(page, { code });
    // The model's ONNX file draws the same face as its weights file.
    const { latentSize, truncation } = site.portraits.set.recipe;
    const z = latentFromSeed(1, latentSize).map((value) => truncation * value);
    await expectSameByOnnxRuntime(page, site.portraits.set, z, shown);

    // Models that an earlier build stored elsewhere are moved, and draw the same face.
    const former = await page.evaluate(
      async ([from, to, home]) => {
        const cache = await caches.open(to);
        for (const request of await (await caches.open(from)).keys()) {
          const response = await caches.match(request, { cacheName: from });
          await cache.put(request.url.replace(/^.*\/local-models\//, home), response ?? new Response());
        }
        await cache.put('https://notes.invalid/speeds', new Response('{}'));
        return caches.delete(from);
      },
      [CACHES.localModels, CACHES.models, FORMER.localModels] as const,
    );
    expect(former).toBe(true);
    await page.reload();
    await page.locator('.preview-picture .picture:not(.blank)').waitFor();
    await page.getByText('was trained on this device').waitFor();
    expect((await generate(page, { code }))[0]).toEqual(shown);
    expect((await cachedUrls(page)).filter((url) => url.includes('.invalid'))).toEqual([]);

    await page.getByRole('link', { name: 'About', exact: true }).click();
    const megabytes = page.locator('dt', { hasText: 'What you trained here' }).locator('+ dd');
    const floats = stateEntries(site.portraits.set.recipe).map(({ shape }) => sizeOf(shape));
    const checkpoint = (4 * floats.reduce((sum, size) => sum + size, 0)) / 1e6;
    expect(Number.parseFloat((await megabytes.textContent()) ?? '')).toBeGreaterThan(checkpoint);
    await button(page, 'Remove what is stored').click();
    await page.getByText('What you trained here cannot be brought back.').waitFor();
    await button(page, 'Remove').click();
    await page.getByText('Removed.').waitFor();
    expect(await readNote(page, NOTES.checkpoint)).toBeUndefined();
    expect(await cachedUrls(page)).toEqual([]);
    await context.close();
  });

  test('digits: a row of each class fills as both networks learn, as in Node, after a reload too, and the model is conditional', async () => {
    const page = await open();
    const sets = page.getByRole('group', { name: 'What it learns to draw' });
    await sets.getByRole('button', { name: 'Digits' }).click();
    await page.getByText('From noise to the digit that you ask for').waitFor();
    await expect.poll(() => new URL(page.url()).hash).toBe('#lesson/digits');
    await button(page, 'Start').click();
    await untilStep(page, SETTLED);
    await pause(page);
    const grid = page.getByRole('img', { name: 'The digits 0 to 9, a row of ten for each' });
    await grid.waitFor();
    await expect.poll(() => page.locator('.class-names').innerText()).toBe('0\n1\n2\n3\n4\n5\n6\n7\n8\n9');
    expect(await accessibilityViolations(page)).toEqual([]);
    const rested = await inPage(page, site.digits, NOTES.digitsCheckpoint);
    await expectSame(site.digits, rested);
    // The training on portraits has a checkpoint of its own.
    expect(await readNote(page, NOTES.checkpoint)).toBeUndefined();

    await page.reload();
    await page.getByText('There is a training here that can go on.').waitFor();
    await button(page, 'Continue').click();
    await untilStep(page, rested.steps + 2);
    await pause(page);
    await expectSame(site.digits, await inPage(page, site.digits, NOTES.digitsCheckpoint), rested);
    await sets.getByRole('button', { name: 'Portraits' }).click();
    await button(page, 'Start').waitFor();
    await expect.poll(() => page.getByText('There is a training here that can go on.').count()).toBe(0);
    await page.goBack();
    await button(page, 'Continue').click();
    await untilStep(page, rested.steps + 3);
    await pause(page);

    await button(page, 'Open in “Conditional”').click();
    await page.locator('.preview-picture .picture:not(.blank)').waitFor();
    const chosen = page.locator('.class-buttons [aria-pressed="true"]');
    await expect.poll(() => chosen.innerText()).toBe('0');
    await page.getByRole('button', { name: '7', exact: true }).first().click();
    await expect.poll(() => chosen.innerText()).toBe('7');
    const code = decodeURIComponent(new URL(page.url()).pathname.split('/')[2] ?? '');
    expect(decodeFace(code)).toMatchObject({ kind: 'seed', seed: 1, class: 7 });
    // The grid draws only the pictures near the window.
    const cells = page.locator('.class-grid');
    await cells.scrollIntoViewIfNeeded();
    await cells.locator('.picture:not(.blank)').nth(79).waitFor();
    // The class counts: a seven differs from a zero of the same z. Digits are grey: all three channels are the same.
    const { model } = decodeFace(code);
    const [seven = [], zero = []] = [
      (await generate(page, { code }))[0],
      (await generate(page, { code: encodeFace(seedFace(model, 1, [], 0)) }))[0],
    ];
    expect(maxDifference(seven, zero)).toBeGreaterThan(0);
    expect(seven.every((value, i) => i % 4 === 3 || value === seven[i - (i % 4)])).toBe(true);
    await expectSameByOnnxRuntime(page, site.digits.set, inputOfSeven(), seven);
    await page.locator('.preview').getByRole('link', { name: 'Open in the studio' }).click();
    await page.getByText('was trained on this device').waitFor();
  });

  test('the footer links to the source code where the builder of the site says where it is', async () => {
    const page = await visitor.open('/about', site.url);
    const source = page.getByRole('link', { name: 'The source code' });
    await expect.poll(() => source.getAttribute('href')).toBe(REPOSITORY);
  });

  test('training continues from a checkpoint of an earlier build, in one tab at a time, until the visitor starts over', async () => {
    const before = await visitor.open('/?backend=wasm#about', site.url);
    const { cache, url } = FORMER.checkpoint;
    await writeCached(before, cache, url, formerCheckpoint(7).subarray(0, -4));
    await before.close();
    const page = await open();
    // One that cannot be read is left as it is.
    await button(page, 'Continue').click();
    await page.getByRole('alert').getByText('It is left as it is').waitFor();
    await writeCached(page, cache, url, formerCheckpoint(7));
    await button(page, 'Try again').click();
    await untilStep(page, 8);

    const other = await open();
    await other.locator('.introduction .button.primary').click();
    await other.getByRole('alert').getByText('Another tab').waitFor();
    // A training that is open in one tab cannot be deleted in another.
    const row = other.locator('.training-list > li');
    await other.goto(other.url().replace('#lesson', '#about'));
    await other.locator('.about').waitFor();
    await other.goBack();
    await row.getByRole('button', { name: 'Delete' }).click();
    await row.getByRole('alert').waitFor();
    await row.getByRole('button', { name: 'Delete' }).click();
    await other.getByRole('alert').getByText('is open in another tab').waitFor();
    expect(await row.count()).toBe(1);
    await pause(page);
    const { steps } = await learnedIn(page);
    expect(steps).toBeGreaterThanOrEqual(8);
    expect((await cachedUrls(page)).filter((each) => each.includes('.invalid'))).toEqual([]);
    await page.close();
    await button(other, 'Continue').click();
    await untilStep(other, steps + 1);
    await pause(other);

    const kept = await learnedIn(other);
    await button(other, 'Start over').click();
    await other.getByRole('alert').getByText('cannot be brought back').waitFor();
    await button(other, 'Keep it').click();
    expect((await learnedIn(other)).steps).toBe(kept.steps);
    await button(other, 'Start over').click();
    await button(other, 'Start over').click();
    await other.getByText('Step 0.').waitFor();

    // It makes room where the visitor starts over.
    await writeCached(other, cache, url, formerCheckpoint(7).subarray(0, -4));
    await other.reload();
    await button(other, 'Continue').click();
    await button(other, 'Start over').click();
    await other.getByRole('alert').getByText('keeps of the training is deleted').waitFor();
    await button(other, 'Start over').click();
    await other.locator('.session-status').getByText('Step 0.').waitFor();
    await button(other, 'Continue').click();
    await untilStep(other, 1);
  });

  test('training continues and says so when storage is full or forbidden, and the checkpoint survives a crash of the worker, until it is started over', async () => {
    const worker = `if (!('document' in self)) {
      const { put } = Cache.prototype;
      const { put: putNote } = IDBObjectStore.prototype;
      LockManager.prototype.request = () => Promise.reject(new DOMException('refused', 'SecurityError'));
      let refusal = 'QuotaExceededError';
      Cache.prototype.put = function (...entry) {
        if (refusal) return Promise.reject(new DOMException('refused', refusal));
        return put.apply(this, entry);
      };
      IDBObjectStore.prototype.put = function (...entry) {
        if (refusal) throw new DOMException('refused', refusal);
        return putNote.apply(this, entry);
      };
      new BroadcastChannel('test').onmessage = ({ data }) => {
        if (data === 'room') refusal = '';
        else if (data === 'forbid') refusal = 'SecurityError';
        else if (data === 'diverge') {
          const { isFinite } = Number;
          Number.isFinite = () => {
            Number.isFinite = isFinite;
            return false;
          };
        }
        else setTimeout(() => { throw new RangeError('Out of memory'); });
      };
    }`;
    await prependScript(visitor.context, '**/assets/main-*.js', worker);
    const signal = (page: Page, what: string) =>
      page.evaluate((data) => new BroadcastChannel('test').postMessage(data), what);
    const page = await open();
    await button(page, 'Start').click();
    await untilStep(page, 1);
    await pause(page);
    await page.getByRole('alert').getByText('no room to keep').waitFor();
    await button(page, 'Open in the studio').click();
    await page.getByRole('alert').getByText('no room on this device for one more model').waitFor();
    await signal(page, 'forbid');
    await button(page, 'Open in the studio').click();
    await page.getByRole('alert').getByText('does not let the page keep models').waitFor();
    // A training that cannot be stored is kept as long as the page is open, also after a comparison.
    let step = await stepOf(page);
    await page.getByText('Compare', { exact: true }).click();
    await button(page, 'The hinge loss').click();
    await page.locator('.comparison-head').getByText('a second, each').waitFor();
    await button(page, 'Keep neither').click();
    await button(page, 'Go on').waitFor();
    await button(page, 'Keep neither').click();
    await page.locator('.training-list').getByText(`pixels, ${step} step`).waitFor();
    await page.locator('.introduction').getByRole('button', { name: 'Continue' }).click();
    await untilStep(page, step + 1);
    await pause(page);
    // So is a compared training that the visitor keeps.
    await page.getByText('Compare', { exact: true }).click();
    await button(page, 'The hinge loss').click();
    await page.locator('.comparison-head').getByText('a second, each').waitFor();
    await button(page, 'Keep “The hinge loss”').click();
    await page.getByRole('alert').getByText('no room to keep').waitFor();
    await page.locator('.session-status').getByText('a second, by').waitFor();
    await pause(page);
    step = await stepOf(page);
    // What is stored when the visitor leaves takes the place of what was kept before.
    await signal(page, 'room');
    await button(page, 'Continue').click();
    await untilStep(page, step + 2);
    const [, id = ''] = /run=(\w+)/.exec(page.url()) ?? [];
    await page.getByRole('link', { name: 'About', exact: true }).click();
    await expect.poll(() => readNote(page, checkpointNote(id))).toBeDefined();
    await page.locator('.about').waitFor();
    await page.goBack();
    await page.locator('.training-list > li[aria-current="true"]').waitFor();
    expect(await page.locator('.training-list').getByText(`pixels, ${step} step`).count()).toBe(0);
    await page.locator('.introduction').getByRole('button', { name: 'Continue' }).click();
    await untilStep(page, step + 3);
    step = await stepOf(page);
    await signal(page, 'room');
    await untilStep(page, step + 1);
    await pause(page);
    await page.getByText('Kept on this device up to step').waitFor();
    // After a failure while it rested in a hidden tab, and a new start, a pause of the visitor's stays a pause.
    await page.getByLabel('Rest while this tab is hidden').check();
    await button(page, 'Continue').click();
    await page.locator('.session-status').getByText('a second, by').waitFor();
    await setVisibility(page, 'hidden');
    await page.getByText('Paused.').waitFor();
    await signal(page, 'break');
    await page.getByRole('alert').getByText('short of memory').waitFor();
    await setVisibility(page, 'visible');
    await button(page, 'Try again').click();
    await untilStep(page, step + 3);
    await pause(page);
    await page.waitForTimeout(500);
    expect(await page.getByText('Paused.').count()).toBe(1);
    await button(page, 'Continue').click();
    // A training that diverged can be started over at once, since its checkpoint may diverge again.
    await signal(page, 'diverge');
    await page.getByRole('alert').getByText('this training has come apart').waitFor();
    await button(page, 'Start over').click();
    await page.getByRole('alert').getByText('cannot be brought back').waitFor();
    await button(page, 'Start over').click();
    await page.locator('.session-status').getByText('Step 0.').waitFor();
    await expect.poll(() => readNote(page, NOTES.checkpoint)).toBeUndefined();
    await button(page, 'Continue').click();
    await untilStep(page, 1);
    // The other training is deleted without asking for locks.
    await page.evaluate(() => {
      LockManager.prototype.query = () => Promise.reject(new DOMException('refused', 'SecurityError'));
    });
    const other = page.locator('.training-list > li[aria-current="false"]');
    await other.getByRole('button', { name: 'Delete' }).click();
    await other.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => other.count()).toBe(0);
  });

  test('where every core trains, the training waits until the page has shown what it reports', async () => {
    const weights = /\/generator\.weights$/;
    await visitor.context.route(weights, (route) => route.abort());
    const { page } = await visitor.visitAtOnce(addressOf('wasm'), site.url);
    await page.evaluate(() => {
      const { postMessage } = Worker.prototype;
      let answers = 0;
      Worker.prototype.postMessage = function (message, options) {
        if (message.type === 'shown') {
          document.documentElement.dataset.answers = String(++answers);
        }
        postMessage.call(this, message, options as StructuredSerializeOptions);
      };
    });
    const answers = () => page.evaluate(() => Number(document.documentElement.dataset.answers ?? 0));
    await button(page, 'Start').click();
    await untilStep(page, 5);
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    if (cores > 4) {
      await expect.poll(answers).toBe(0);
    } else {
      await expect.poll(answers).toBeGreaterThan(1);
      // A page that paints no frames does not hold up the training. One frame may have been requested before.
      await page.evaluate(() => Object.assign(window, { requestAnimationFrame: () => 0 }));
      const before = await answers();
      await untilStep(page, (await stepOf(page)) + 5);
      expect(await answers()).toBeLessThanOrEqual(before + 1);
    }
    // Nor does the page that tries again to fetch the model of its other views.
    const step = await stepOf(page);
    await visitor.context.unroute(weights);
    await page.locator('header').getByRole('button', { name: 'Try again' }).click();
    await page.locator('header').getByRole('button', { name: 'Try again' }).waitFor({ state: 'detached' });
    await untilStep(page, step + 5);
    await button(page, 'Pause').waitFor();
  });

  test('after a thread ends within a task, training goes on from the checkpoint with one thread fewer; compared trainings begin anew', async () => {
    // A profile of its own: a worker that waits for ever no longer answers Chromium's DevTools protocol.
    const context = await newVisitor(visitor.browser, { locale: 'en' });
    // Takes a task of the next program as if a thread had, which then never finishes it: the page ends the threads.
    const worker = `if (!('document' in self)) {
      const { postMessage } = self;
      let pulse;
      self.postMessage = (message, options) => {
        pulse ??= message.pulse;
        postMessage.call(self, message, options);
      };
      new BroadcastChannel('test').onmessage = () => {
        const store = Atomics.store;
        Atomics.store = (numbers, i, value) => {
          // The address of the counters of the next program.
          if (value > 0 && numbers.byteOffset === pulse.address && i === 1) {
            Atomics.store = store;
            Atomics.add(new Int32Array(pulse.memory.buffer), value / 4, 1);
          }
          return store(numbers, i, value);
        };
      };
    }`;
    await prependScript(context, '**/assets/main-*.js', worker);
    // The page checks its threads three times a second instead of once.
    await context.addInitScript(() => {
      const threads: Worker[] = [];
      window.Worker = class extends Worker {
        constructor(script: string | URL, options?: WorkerOptions) {
          super(script, options);
          if (String(script).includes('kernel-thread-')) {
            threads.push(this);
          }
        }
      };
      new BroadcastChannel('test').onmessage = () => {
        for (const thread of threads) {
          thread.terminate();
        }
      };
      const usual = window.setInterval;
      window.setInterval = ((work: TimerHandler, interval?: number) =>
        usual(work, interval === 1000 ? 333 : interval)) as typeof setInterval;
    });
    const { page } = await visitReady(context, addressOf('wasm'), site.url);
    await button(page, 'Start').click();
    await untilStep(page, 2);
    await pause(page);
    const { steps } = await learnedIn(page);
    await button(page, 'Continue').click();
    const helpers = () => page.workers().filter((worker) => /kernel-thread-/.test(worker.url())).length;
    const before = helpers();
    expect(before).toBeGreaterThan(0);
    await page.evaluate(() => new BroadcastChannel('test').postMessage('now'));
    await page.getByText('One of the threads that train came to an end').waitFor();
    await untilStep(page, steps + 1);
    expect(helpers()).toBe(before - 1);
    await pause(page);
    expect((await learnedIn(page)).steps).toBeGreaterThan(steps);

    await page.getByText('Compare', { exact: true }).click();
    await button(page, 'The hinge loss').click();
    await page.locator('.comparison-head').getByText('a second, each').waitFor();
    expect(helpers()).toBe(before);
    await page.evaluate(() => new BroadcastChannel('test').postMessage('now'));
    await page.getByText('so both began anew with fewer').waitFor();
    await page.locator('.comparison-head').getByText('a second, each').waitFor();
    expect(helpers()).toBe(before - 1);
    await page.close();
  });
});

// One visit tests both: a software GPU takes long to start.
test('training on WebGPU computes the same, and after the device is lost WASM continues from the checkpoint', async () => {
  const browser = await openBrowser('webgpu');
  const context = await newVisitor(browser, { locale: 'en' });
  const worker = `if (!('document' in self)) {
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (...options) {
      self.device = await requestDevice.apply(this, options);
      return self.device;
    };
    new BroadcastChannel('test').onmessage = () => self.device.destroy();
  }`;
  await prependScript(context, '**/assets/main-*.js', worker);
  const { page, requests } = await visitReady(context, `${addressOf('webgpu')}/digits`, site.url);
  await button(page, 'Start').click();
  await untilStep(page, 2);
  await page.locator('.session-status').getByText('by WebGPU').waitFor();
  await pause(page);
  const learned = await inPage(page, site.digits, NOTES.digitsCheckpoint);
  await expectSame(site.digits, learned);
  // The panel shows the next step before it is taken; the step then has the same loss of G.
  await page.getByText('The step', { exact: true }).click();
  const loss = await page.locator('.loss-G dd').first().innerText();
  await page.getByText('The step', { exact: true }).click();
  await button(page, 'One step').click();
  await page.getByText(`Step ${learned.steps + 1}.`, { exact: true }).waitFor();
  const legend = page.locator('.legend').getByText('Generator').first();
  await expect
    .poll(async () => Number(/[\d.]+$/.exec(await legend.innerText())?.[0]))
    .toBeCloseTo(Number(loss), 1);
  // With other settings the step is compiled anew, in two parts, and goes on from the same weights.
  await page.getByText('Settings', { exact: true }).click();
  await page.getByLabel('Loss', { exact: true }).selectOption('hinge');
  await page.getByLabel('Updates of D per step', { exact: true }).press('ArrowRight');
  await page.getByText('2 changed', { exact: true }).waitFor();
  await button(page, 'One step').click();
  await page.getByText(`Step ${learned.steps + 2}.`, { exact: true }).waitFor();
  await page.locator('.session-status').getByText('Paused.').waitFor();
  await button(page, 'Open in “Conditional”').click();
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
  await page.getByRole('button', { name: '7', exact: true }).first().click();
  const codeOnScreen = () => page.evaluate(() => window.dareka.code ?? '');
  await expect.poll(async () => decodeFace(await codeOnScreen())).toMatchObject({ seed: 1, class: 7 });
  const [seven = []] = await generate(page, { code: await codeOnScreen() });
  await expectSameByOnnxRuntime(page, site.digits.set, inputOfSeven(), seven);
  // Our own kernels trained and drew, without ONNX Runtime.
  expect(requests.filter((url) => url.includes('/ort/'))).toEqual([]);

  await page.goto(urlOf(`${addressOf('webgpu')}/digits`, site.url));
  await button(page, 'Continue').click();
  await page.locator('.session-status').getByText('by WebGPU').waitFor();
  // Two trainings that are compared have no checkpoint, so they begin anew.
  await page.getByText('Compare', { exact: true }).click();
  await button(page, 'The paper’s loss').click();
  await page.locator('.comparison-head').getByText('a second, each').waitFor();
  await page.evaluate(() => new BroadcastChannel('test').postMessage('now'));
  await page.getByText('WebGPU failed here, so both began anew on WASM.').waitFor();
  await page.locator('.comparison-head').getByText('a second, each').waitFor();
  await button(page, 'Keep neither').click();
  await button(page, 'Go on').waitFor();
  await button(page, 'Keep neither').click();
  await button(page, 'Continue').click();
  await page.locator('.session-status').getByText('by WebGPU').waitFor();
  await page.evaluate(() => new BroadcastChannel('test').postMessage('now'));
  await page.getByText('WebGPU failed here, so WASM goes on.').waitFor();
  await untilStep(page, learned.steps + 1);
  await page.locator('.session-status').getByText('by WASM').waitFor();
  // One that is paused stays so on WASM.
  await pause(page);
  await button(page, 'Continue').click();
  await page.locator('.session-status').getByText('by WebGPU').waitFor();
  await pause(page);
  await page.evaluate(() => new BroadcastChannel('test').postMessage('now'));
  await button(page, 'One step').click();
  await page.getByRole('button', { name: 'WASM', pressed: true }).waitFor();
  await page.getByText('Paused.').waitFor();
  await page.waitForTimeout(500);
  expect(await page.getByText('Paused.').count()).toBe(1);
  await closeProfiles(browser);
});

test('with a real GPU both backends take some steps, and the one that is measured faster trains from fresh weights', async () => {
  const browser = await openBrowser('webgpu');
  const context = await newVisitor(browser, { locale: 'en' });
  // The page takes the GPU in software for a real one; its workers know better.
  await context.addInitScript(() =>
    Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { value: false }),
  );
  const worker = `if (!('document' in self)) {
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (...options) {
      const device = await requestDevice.apply(this, options);
      void device.lost.then(({ reason }) => new BroadcastChannel('test').postMessage(reason));
      return device;
    };
  }`;
  await prependScript(context, '**/assets/main-*.js', worker);
  await context.addInitScript(() => {
    new BroadcastChannel('test').onmessage = ({ data }) => {
      document.documentElement.dataset.lost = data;
    };
  });
  const { page } = await visitReady(context, '/#lesson', site.url);
  await button(page, 'Start').click();
  await untilStep(page, 2);
  const measured = await page.getByText('Measured before the first step').innerText();
  const [webgpu = Number.NaN, wasm = Number.NaN] = Array.from(measured.matchAll(/([\d.]+) ms/g), ([, text]) =>
    Number(text),
  );
  await page
    .locator('.session-status')
    .getByText(webgpu < wasm ? 'by WebGPU' : 'by WASM')
    .waitFor();
  // The GPU is given back where it does not train.
  const lost = () => page.evaluate(() => document.documentElement.dataset.lost);
  await expect.poll(lost).toBe(webgpu < wasm ? undefined : 'destroyed');
  await pause(page);
  await expectSame(site.portraits, await learnedIn(page));
  await closeProfiles(browser);
});
