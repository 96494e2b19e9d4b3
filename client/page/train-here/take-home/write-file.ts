/** Writes the files to take home. Runs in the worker that trains. */
import { downloadZip } from 'client-zip';
import { type Checkpoint, checkpointName, encodeCheckpointFile } from '../../../../gan/checkpoint-file.ts';
import { parseNameList } from '../../../../gan/name-list.ts';
import { generatorParameters } from '../../../../gan/networks/generator.ts';
import { formatRecipe } from '../../../../gan/recipe-toml.ts';
import { toStateDict } from '../../../../gan/state-dict/state-dict.ts';
import { stateEntries } from '../../../../gan/state-entries.ts';
import { emaName } from '../../../../gan/step.ts';
import { encodeSafetensors } from '../../../../graph/safetensors.ts';
import type { Values } from '../../../../graph/tensor.ts';
import type { Manifest } from '../../../../latent/model/manifest.ts';
import { encodePng } from '../../../../picture/png.ts';
import { classOfPicture, cutPicture } from '../sets/sheet.ts';
import type { TrainingSet } from '../sets/training-set.ts';
import type { StoredRun } from '../trainings/stored-runs.ts';
import { type BrowserCheckpoint, curvesOf } from '../worker/checkpoint.ts';
import { buildModel } from '../worker/export-model.ts';
import type { MetricHistory } from '../worker/metric-history.ts';
import type { BrowserTrainer, TrainingState } from '../worker/trainer.ts';
import { type FileKind, PAGE_FILES } from './file-kinds.ts';

export type TakenTraining = {
  readonly trainer: BrowserTrainer;
  readonly set: TrainingSet;
  /** All pictures in one sheet: RGBA u8 [rows · side, columns · side, 4]. */
  readonly pictures: Uint8ClampedArray;
  readonly checkpoint: BrowserCheckpoint;
  /** What the list of trainings says of it. */
  readonly run: Pick<StoredRun, 'name' | 'set' | 'createdAt'>;
  /** The snapshots of its film, each a WebP or a PNG. */
  readonly film: readonly { readonly step: number; readonly file: ArrayBuffer }[];
};

type ZippedFile = { readonly name: string; readonly input: string | Blob | Uint8Array<ArrayBuffer> };

/** @param withPictures whether a run holds the pictures that it learns from @throws EngineError of kind `backend` */
export async function writeTakeHomeFile(
  kind: FileKind,
  training: TakenTraining,
  withPictures: boolean,
): Promise<Blob> {
  const { trainer, set, checkpoint } = training;
  const { recipe } = set;
  switch (kind) {
    case 'run':
      return zipOf(runFiles(training, withPictures));
    case 'model': {
      const { manifest, contents } = await buildModel(trainer, set, checkpoint.seconds);
      return zipOf(modelFiles(manifest, contents));
    }
    case 'onnx': {
      const { contents } = await buildModel(trainer, set, checkpoint.seconds);
      return new Blob([contents['generator.onnx'] ?? '']);
    }
    case 'generator': {
      const averaged = Object.fromEntries(
        generatorParameters(recipe).map(({ name, shape }) => [
          name,
          { shape, data: checkpoint.state.get(emaName(name)) ?? new Float32Array() },
        ]),
      );
      const tensors = toStateDict(averaged, 'G', checkpoint.steps);
      return blobOf(encodeSafetensors(tensors, { format: 'pt', recipe: JSON.stringify(recipe) }));
    }
    case 'state':
      return stateFile(set, checkpoint);
    case 'recipe':
      return new Blob([formatRecipe(recipe, [`After ${checkpoint.steps} steps of “Train one here”`])]);
  }
}

/** The state as Node's trainer holds it: each tensor with its shape. */
function valuesOf({ recipe }: TrainingSet, state: TrainingState): Values {
  return Object.fromEntries(
    stateEntries(recipe).map(({ name, shape }) => [
      name,
      { shape, data: state.get(name) ?? new Float32Array() },
    ]),
  );
}

function stateFile(set: TrainingSet, { steps, seconds, state }: BrowserCheckpoint): Blob {
  const checkpoint: Checkpoint = { steps, seconds, rollbacks: 0, state: valuesOf(set, state) };
  return blobOf(encodeCheckpointFile(checkpoint, { recipe: JSON.stringify(set.recipe) }));
}

/** The files of a run's folder, `runs/NAME`, and those that the page adds. */
export function runFiles(
  { set, pictures, checkpoint, run, film }: Omit<TakenTraining, 'trainer'>,
  withPictures: boolean,
): ZippedFile[] {
  const { recipe } = set;
  const files: ZippedFile[] = [
    { name: 'recipe.json', input: `${JSON.stringify(recipe, null, 2)}\n` },
    { name: checkpointName(checkpoint.steps), input: stateFile(set, checkpoint) },
    { name: PAGE_FILES.about, input: aboutFile(run, checkpoint.history) },
    ...film.map(({ step, file }) => ({
      name: `${PAGE_FILES.film}/${String(step).padStart(9, '0')}.webp`,
      input: new Blob([file]),
    })),
    ...(withPictures ? pictureFiles(set, pictures) : []),
  ];
  return files.map(({ name, input }) => ({ name: `${recipe.name}/${name}`, input }));
}

function aboutFile(run: TakenTraining['run'], history: MetricHistory): string {
  return `${JSON.stringify({ ...run, curves: curvesOf(history) })}\n`;
}

/** Each picture as a PNG, with classes in a folder for each class, as `npm run train -- --data` reads them. */
function pictureFiles(set: TrainingSet, pictures: Uint8ClampedArray): ZippedFile[] {
  const { count, side } = set.sheet;
  const names = parseNameList(set.recipe.classes);
  return Array.from({ length: count }, (_, index) => {
    const data = cutPicture(pictures, set.sheet, index);
    const ofClass = names[classOfPicture(set.sheet, index)];
    const folder = ofClass === undefined ? PAGE_FILES.pictures : `${PAGE_FILES.pictures}/${ofClass}`;
    return {
      name: `${folder}/${String(index).padStart(5, '0')}.png`,
      input: encodePng({ width: side, height: side, data }),
    };
  });
}

/** The files of a model's folder, `models/ID`. */
function modelFiles(
  manifest: Manifest,
  contents: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
): ZippedFile[] {
  const { tag, training } = manifest;
  const name = String(training?.recipe.name ?? manifest.name);
  const published = { ...manifest, id: `${name}-${tag}`, name };
  return [
    ...Object.entries(contents).map(([file, input]) => ({ name: `${published.id}/${file}`, input })),
    { name: `${published.id}/manifest.json`, input: `${JSON.stringify(published, null, 2)}\n` },
  ];
}

function zipOf(files: readonly ZippedFile[]): Promise<Blob> {
  return downloadZip(files).blob();
}

function blobOf(parts: readonly Uint8Array[]): Blob {
  return new Blob(parts.map((part) => new Uint8Array(part)));
}
