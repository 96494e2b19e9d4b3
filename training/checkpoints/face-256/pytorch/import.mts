// node import.mts FOLDER-OF-import.py RUN-FOLDER: the run, our own drawing beside the one that came back, a sheet of 64.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
const W = process.env.DAREKA ?? '../../../..';
const { parseRecipe } = await import(`${W}/training/recipe.ts`);
const { readSafetensors } = await import(`${W}/files/safetensors.ts`);
const { initialState, completeState } = await import(`${W}/training/trainer/initial-state.ts`);
const { openSampler } = await import(`${W}/training/trainer/sampler.ts`);
const { calibrate } = await import(`${W}/training/publish/calibrate.ts`);
const { openRun } = await import(`${W}/training/run/run.ts`);
const { gridPng } = await import(`${W}/training/image-grid.ts`);
const { fillNormal } = await import(`${W}/latent/seed.ts`);
const [from, folder] = process.argv.slice(2) as [string, string];
const recipe = parseRecipe(JSON.parse(readFileSync(`${from}/recipe-values.json`, 'utf8')), 'recipe');
const { metadata, tensors } = await readSafetensors(`${from}/run.safetensors`);
const { 'check.z': z, 'check.image': image, ...weights } = tensors as any;
const ema = Object.fromEntries(Object.entries(weights).filter(([k]) => k.startsWith('ema.')).map(([k, v]) => [k.slice(4), v]));
const two = await openSampler(recipe, 2);
const own = await two.sample(ema, z.data);
let most = 0, sum = 0;
own.forEach((v: number, i: number) => { const e = Math.abs(v - image.data[i]) * 127.5; most = Math.max(most, e); sum += e; });
console.log(`our drawing against the one that came back: at most ${most.toFixed(3)}/255, mean ${(sum / own.length).toFixed(4)}/255 (it came as half floats and TF32)`);
await two.release();
const made = process.env.CALIBRATE ? await calibrate(recipe, ema) : ema;
const many = await openSampler(recipe, 64);
for (const psi of [1, 0.8]) writeFileSync(`${from}/own-sheet-psi${psi}.png`, await gridPng(await many.sample(made, fillNormal(new Float32Array(64 * recipe.latentSize), 1, 2 ** 32 - 1).map((v: number) => v * psi)), recipe.resolution, 8));
await many.release();
if (folder) {
  const fresh = Object.fromEntries(Object.entries(initialState(recipe)).filter(([k]) => k.startsWith('D.')));
  const state = completeState(recipe, { ...fresh, ...weights });
  const run = await openRun(folder, recipe);
  for (const line of readFileSync(`${from}/run-history.jsonl`, 'utf8').trim().split('\n')) run.record(JSON.parse(line));
  await run.save({ steps: Number(metadata.steps), seconds: Number(metadata.seconds), rollbacks: 0, state });
  mkdirSync(`${folder}/grids`, { recursive: true });
  for (const f of readdirSync(`${from}/grids`)) copyFileSync(`${from}/grids/${f}`, `${folder}/grids/${f}`);
  run.close();
  console.log(`${folder}: step ${metadata.steps}`);
}
