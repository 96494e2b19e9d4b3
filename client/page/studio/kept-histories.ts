/** The histories of the latest faces in the studio, so that undo works after a reload, and after another view. */
import * as v from 'valibot';
import { encodeFace } from '../../../latent/code/code.ts';
import { NOTES, PREFIXES } from '../../storage/names.ts';
import { readNote } from '../../storage/notes.ts';
import { createRecentEntries } from '../../storage/recent-entries.ts';
import type { PageModel } from '../models/page-model.ts';
import { type EditedFace, faceOf, MAX_ANCESTORS } from './edited-face.ts';
import { type HistoryEntries, MAX_STEPS } from './undo-history.ts';

/** Older histories are forgotten. */
const MAX_HISTORIES = 5;

const partsSchema = v.object({
  seed: v.nullable(v.pipe(v.number(), v.safeInteger())),
  ofClass: v.optional(v.pipe(v.number(), v.safeInteger())),
  base: v.instance(Float32Array),
  scale: v.pipe(v.number(), v.finite()),
  amounts: v.array(v.pipe(v.number(), v.finite())),
});
const faceSchema = v.object({
  ...partsSchema.entries,
  original: v.nullable(partsSchema),
  ancestors: v.pipe(v.array(partsSchema), v.maxLength(MAX_ANCESTORS)),
});
const stepsSchema = v.pipe(v.array(faceSchema), v.maxLength(MAX_STEPS));
const keptSchema = v.object({
  /** The number of the visit to the studio that made it. */
  id: v.number(),
  /** The share code of the present face. */
  code: v.string(),
  past: stepsSchema,
  present: faceSchema,
  future: stepsSchema,
});

type KeptHistory = HistoryEntries<EditedFace> & { readonly id: number };

const histories = createRecentEntries<KeptHistory & { readonly code: string }>(
  PREFIXES.studio,
  keptSchema,
  MAX_HISTORIES,
);

/** The history of the face with that code, or null. Never rejects: where nothing can be read, there is none but of this page. */
export async function readHistory(code: string, model: PageModel): Promise<KeptHistory | null> {
  const former = v.safeParse(v.array(keptSchema), await readNote(NOTES.studio).catch(() => undefined));
  const all = [...(await histories.read()), ...(former.success ? former.output : [])];
  const found = all.find((each) => each.code === code);
  const fits = [...(found?.past ?? []), ...(found?.future ?? [])]
    .flatMap((face) => [face, ...face.ancestors, face.original ?? face])
    .every(
      ({ base, amounts }) => base.length === model.latentSize && amounts.length === model.directions.length,
    );
  return found !== undefined && fits ? found : null;
}

/** Stores the history of a visit to the studio in place of the one that was stored for it before. Never rejects. @param id of the visit */
export async function keepHistory(
  id: number,
  { past, present, future }: HistoryEntries<EditedFace>,
  model: PageModel,
): Promise<void> {
  const code = encodeFace(faceOf(present, model));
  await histories
    .put(String(id), { id, code, past, present, future })
    .catch((error: unknown) => console.info('dareka: the steps of the studio could not be kept:', error));
}
