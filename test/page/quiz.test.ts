/** The quiz: generated faces beside rendered portraits. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import sheet from '../../browser-training/quiz.json' with { type: 'json' };
import { drawRounds, type Game, ROUNDS, type Round } from '../../client/page/quiz/game.ts';
import { NOTES } from '../../client/storage/names.ts';
import { resample } from '../../picture/resample.ts';

import { generate, type Picture, pixelsOf } from '../browser/pictures.ts';
import { changeNotes } from '../browser/storage.ts';
import { useVisitor } from '../browser/visitor.ts';
import { allManifests, defaultManifest } from '../site/published-manifests.ts';

const visitor = useVisitor({ locale: 'en' }, { forgets: true });
let page: Page;
let game: Game;
let rounds: Round[];
let resolution: number;

beforeAll(async () => {
  const manifest = await defaultManifest();
  resolution = manifest.resolution;
  game = { edge: 96, model: manifest.tag, number: 7 };
  rounds = drawRounds(game, sheet.count);
});

function pick(side: number) {
  return page.locator('.pair .face-button').nth(side);
}
function next() {
  return page.getByRole('button', { name: /^(Next round|The result)$/ });
}

async function open(path: string): Promise<void> {
  page = await visitor.open(path);
  await page.locator('.pair .picture:not(.blank)').nth(1).waitFor();
}

/** Chooses a side in a round, by keyboard. */
async function answer(side: number): Promise<void> {
  // Until both pictures of the round are ready, those of the round before may be on screen, and keys do nothing.
  await page.locator('.pair .face-button[aria-disabled=false]').nth(1).waitFor();
  await page.keyboard.press(side === 0 ? 'ArrowLeft' : 'ArrowRight');
  await next().waitFor();
}

/** The mean difference of all channels, in 1/255, between a picture shown at a multiple of its size and the picture itself. */
function meanApart(large: Picture, small: Uint8ClampedArray): number {
  const edge = Math.sqrt(small.length / 4);
  const width = Math.sqrt(large.length / 4);
  const pixels = { width, height: width, data: Uint8ClampedArray.from(large) };
  const reduced = resample(pixels, edge, edge).data;
  return reduced.reduce((sum, value, i) => sum + Math.abs(value - (small[i] ?? 0)), 0) / small.length;
}

test('the generated face of a pair is on the side that the game gives, as the model draws it', async () => {
  await open(`/#quiz/96/${game.model}/${game.number}`);
  const [round] = rounds;
  const [face = []] = await generate(page, { seed: round?.seed ?? 0 });
  const pixels = { width: resolution, height: resolution, data: Uint8ClampedArray.from(face) };
  const expected = resample(pixels, game.edge, game.edge).data;
  const generatedSide = round?.generatedSide ?? 0;
  const differences = await Promise.all(
    [generatedSide, 1 - generatedSide].map(async (side) =>
      meanApart(await pixelsOf(page, `.pair figure:nth-child(${side + 1}) canvas`), expected),
    ),
  );
  // JPEG and two resampling filters change a picture little; another face differs by much more.
  expect(differences[0]).toBeLessThan(8);
  expect(differences[1]).toBeGreaterThan(20);
});

test('in a game by keyboard right and wrong answers are counted, and its link opens the same ten rounds', async () => {
  await open(`/#quiz/96/${game.model}/${game.number}`);
  // Every answer but the fourth is right.
  for (const [i, { generatedSide }] of rounds.entries()) {
    await answer(i === 3 ? 1 - generatedSide : generatedSide);
    await page.locator(`.pair figure:nth-child(${generatedSide + 1}).generated`).waitFor();
    const feedback = await page.locator('.answer-feedback').textContent();
    expect(feedback).toMatch(i === 3 ? /^No\./ : /^Right\./);
    // The focus is on the button for the next round.
    await page.keyboard.press('Enter');
  }
  await page.getByRole('heading', { name: `9 of ${ROUNDS}` }).waitFor();
  await page.getByText('Best streak: 6. Of all your 10 answers here, 9 were right.').waitFor();

  // All pairs are shown, and the discriminator says what it finds.
  const shown = page.locator('.pair-list > li');
  await expect.poll(() => shown.locator('.picture:not(.blank)').count()).toBe(2 * ROUNDS);
  await shown.nth(3).getByText('You took the portrait for the made-up one.').waitFor();
  for (const [i, { generatedSide }] of rounds.entries()) {
    await shown
      .nth(i)
      .locator(`figure:nth-child(${generatedSide + 1}).generated`)
      .waitFor();
  }
  await page.getByRole('button', { name: 'Ask the discriminator' }).click();
  const score = page.getByText(/^The discriminator is right in \d+ of 10 pairs/);
  await score.waitFor();
  const realness = await shown.evaluateAll((items) =>
    items.map((item) =>
      [item.querySelector('.generated small'), item.querySelector('figure:not(.generated) small')].map(
        (each) => Number(/^D = (0\.\d\d)$/.exec(each?.textContent ?? '')?.[1]),
      ),
    ),
  );
  const found = realness.filter(([generated = 1, portrait = 0]) => generated < portrait).length;
  const said = Number(/\d+/.exec((await score.textContent()) ?? '')?.[0]);
  // Where both have the same two decimals, either may be the higher one.
  const equal = realness.filter(([generated, portrait]) => generated === portrait).length;
  expect(said).toBeGreaterThanOrEqual(found);
  expect(said).toBeLessThanOrEqual(found + equal);
  await expect.poll(() => shown.locator('.clue').count()).toBe(ROUNDS);

  const link = await page.getByRole('textbox', { name: 'Link to these ten rounds' }).inputValue();
  await page.goto('about:blank');
  await page.goto(link);
  // A visitor who has answered these rounds sees the result again, and may play them again.
  await page.getByRole('heading', { name: `9 of ${ROUNDS}` }).waitFor();
  await page.getByRole('button', { name: 'The same ten again' }).click();
  await page.getByRole('heading', { name: `Round 1 of ${ROUNDS}` }).waitFor();
  await page.getByText('Streak 6, best 6').waitFor();
  const [round] = rounds;
  await answer(round?.generatedSide ?? 0);
  await page.getByText(/^Right\./).waitFor();
  await page.getByText('Streak 7, best 7').waitFor();
});

test('a game goes on where it was after a reload, after Back, and after a game with smaller faces', async () => {
  await open(`/#quiz/96/${game.model}/${game.number}`);
  const round = (number: number) => page.getByRole('heading', { name: `Round ${number} of ${ROUNDS}` });
  const [first, ...others] = rounds.slice(0, 3);
  await pick(first?.generatedSide ?? 0)
    .locator('.picture:not(.blank)')
    .waitFor();
  await pick(first?.generatedSide ?? 0).dblclick();
  await page.keyboard.press('Enter');
  for (const { generatedSide } of others) {
    await answer(generatedSide);
    await page.keyboard.press('Enter');
  }
  await round(4).waitFor();
  await page.reload();
  await round(4).waitFor();
  await page.getByRole('list', { name: '3 right of 3 so far' }).waitFor();
  await page.getByRole('link', { name: 'About', exact: true }).click();
  await page.locator('.about').waitFor();
  await page.goBack();
  await round(4).waitFor();
  await page.getByRole('button', { name: 'Smaller, harder' }).click();
  await round(1).waitFor();
  // The button is gone, and the arrow keys must not change the choice of a model.
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('round');
  await page.locator('.pair .face-button[aria-disabled=false]').nth(1).waitFor();
  await page.locator('.model-picker select').dispatchEvent('keydown', { key: 'ArrowLeft' });
  await expect.poll(() => next().count()).toBe(0);
  await answer(0);
  await page.getByRole('button', { name: 'Back to the earlier game' }).click();
  await round(4).waitFor();
  await expect.poll(() => new URL(page.url()).hash).toBe(`#quiz/96/${game.model}/${game.number}`);
});

test('a game that an earlier build of the page has stored goes on', async () => {
  await open(`/#quiz/96/${game.model}/8`);
  const key = `96/${game.model}/7`;
  await changeNotes(page, (store, note, key) => store.put([{ game: key, answers: [0, 1] }], note), [
    NOTES.quizGames,
    key,
  ]);
  await open(`/#quiz/${key}`);
  await page.getByRole('heading', { name: `Round 3 of ${ROUNDS}` }).waitFor();
});

test('right and wrong answers and the generated face are marked in forced colours', async () => {
  await open(`/#quiz/96/${game.model}/${game.number}`);
  await page.emulateMedia({ forcedColors: 'active' });
  const [first, second] = rounds;
  await answer(first?.generatedSide ?? 0);
  await page.keyboard.press('Enter');
  await answer(1 - (second?.generatedSide ?? 0));
  const marks = await page
    .locator('.progress-dots li')
    .evaluateAll((dots) => dots.map((dot) => getComputedStyle(dot).background));
  expect(new Set(marks.slice(0, 3)).size).toBe(3);
  const outlines = await page
    .locator('.pair .picture')
    .evaluateAll((pictures) => pictures.map((each) => getComputedStyle(each).outlineStyle));
  expect(outlines[second?.generatedSide ?? 0]).toBe('solid');
  expect(outlines[1 - (second?.generatedSide ?? 0)]).toBe('none');
});

test('the generated face can be opened in the studio, and Back returns to the quiz', async () => {
  await open('/#quiz');
  await pick(0).click();
  const link = page.getByRole('link', { name: 'Open this face in the studio' });
  const href = await link.getAttribute('href');
  await link.click();
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
  await expect.poll(() => new URL(page.url()).pathname).toBe(href?.split('#')[0]);
  await page.goBack();
  await page.locator('.pair .picture:not(.blank)').nth(1).waitFor();
});

test('a link to a game of a model that is unknown, or draws no faces, starts another game and says so', async () => {
  const digits = (await allManifests()).find(({ condition }) => condition?.name === 'digit');
  for (const tag of ['000000', digits?.tag]) {
    await open(`/#quiz/48/${tag}/5`);
    await page.getByRole('alert').getByText('does not have').waitFor();
    await expect.poll(() => new URL(page.url()).hash).toMatch(new RegExp(`^#quiz/48/${game.model}/\\d+$`));
    await page.waitForFunction(() => document.querySelectorAll('.model-picker option').length > 1);
    const offered = await page.locator('.model-picker option').allTextContents();
    expect(offered.filter((each) => each.startsWith('digits'))).toEqual([]);
  }
});
