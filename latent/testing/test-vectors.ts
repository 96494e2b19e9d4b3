/**
 * Checks that this JavaScript engine computes the same bits as every other. The same call runs in Node, in workerd and in
 * Chromium:
 *
 *     import vectors from './test-vectors.json' with { type: 'json' };
 *     checkVectors(vectors); // []
 *
 * `test-vectors.json` was not written by `latent/` but once by an independent program: Philox in big integers, the normal
 * quantile as the root of the distribution function in 35 decimal digits, rounded to f32; codes and checksums from a
 * standard library; the amounts of avatars' edits, and their odds, in fractions. These numbers never change, since published links depend on them.
 */
import * as v from 'valibot';
import { type AvatarModel, avatarFace } from '../avatar.ts';
import { decodeFace, encodeFace } from '../code/code.ts';
import { classOfSeed } from '../condition/condition.ts';
import { type Face, type LatentModel, latentFromFace } from '../face.ts';
import { fillNormal, latentFromSeed } from '../seed/seed.ts';
import { labelSchema } from '../traits/labels.ts';

/** f32 bit patterns, 8 hex digits each, separated by spaces. */
const hexSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}( [0-9a-f]{8})*$/));

const editsSchema = v.array(v.object({ direction: v.number(), amount: v.number() }));

const avatarsSchema = v.array(
  v.object({
    name: v.string(),
    traits: v.record(v.string(), v.union([v.string(), v.number()])),
    seed: v.number(),
    edits: editsSchema,
    class: v.optional(v.number()),
  }),
);

const modelSchema = v.object({
  latentSize: v.number(),
  truncation: v.number(),
  directions: v.array(hexSchema),
});

/** Faces of every kind: their code, and the z that the model draws them from. */
const facesSchema = v.array(
  v.object({
    code: v.string(),
    face: v.union([
      v.object({ model: v.string(), z: hexSchema }),
      v.object({
        model: v.string(),
        seed: v.number(),
        edits: editsSchema,
        class: v.optional(v.number()),
      }),
    ]),
    z: hexSchema,
  }),
);

const sequence = { seed: v.number(), stream: v.number(), size: v.number() };

const vectorsSchema = v.object({
  /** The first elements of sequences. Those of stream 0 are the latent vectors of seeds. */
  latents: v.array(v.object({ ...sequence, z: hexSchema })),
  /** Hashes of the bits of long sequences. */
  digests: v.array(v.object({ ...sequence, fnv1a: v.string() })),
  /** The model of the faces below. */
  model: modelSchema,
  faces: facesSchema,
  /** Faces of names, with the names and ranges of the model's directions. */
  avatars: v.object({
    named: v.array(
      v.object({
        name: v.string(),
        range: v.tuple([v.number(), v.number()]),
        ends: v.optional(v.tuple([v.string(), v.string()])),
      }),
    ),
    faces: avatarsSchema,
    /** By the same model, if it had these labels, which have odds. */
    likely: v.object({ labels: v.array(labelSchema), faces: avatarsSchema }),
    /** The same with labels that say what is enough for words between two others. */
    between: v.object({ labels: v.array(labelSchema), faces: avatarsSchema }),
  }),
  /** A conditional model. Names have the directions of `avatars`. */
  conditional: v.object({
    model: modelSchema,
    condition: v.object({ classes: v.array(v.string()), frequencies: v.array(v.number()) }),
    /** The class that each seed draws. */
    drawn: v.array(
      v.object({
        frequencies: v.array(v.number()),
        seeds: v.array(v.number()),
        classes: v.array(v.number()),
      }),
    ),
    faces: facesSchema,
    avatars: avatarsSchema,
  }),
});

type Vectors = v.InferOutput<typeof vectorsSchema>;

/** The bit patterns of an array, as 32-bit words. */
function wordsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}

/** The bit patterns of f32, 8 hex digits each, separated by spaces. */
export function toHex(values: Float32Array): string {
  return Array.from(wordsOf(values), (word) => word.toString(16).padStart(8, '0')).join(' ');
}

/** The inverse of `toHex`. */
export function fromHex(hex: string): Float32Array {
  const words = Uint32Array.from(hex.split(' '), (word) => Number.parseInt(word, 16));
  return new Float32Array(words.buffer);
}

/** 32-bit FNV-1a over 32-bit words instead of bytes. */
function fnv1a(values: Float32Array): string {
  let hash = 0x811c9dc5;
  for (const word of wordsOf(values)) {
    hash = Math.imul(hash ^ word, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function faceOf(face: v.InferOutput<typeof facesSchema>[number]['face']): Face {
  if ('z' in face) {
    return { model: face.model, kind: 'latent', z: fromHex(face.z) };
  }
  const { model, seed, edits, class: ofClass } = face;
  return { model, kind: 'seed', seed, edits, ...(ofClass === undefined ? {} : { class: ofClass }) };
}

/** A face as text, to compare. */
function textOf(face: Face): string {
  return JSON.stringify(face.kind === 'latent' ? { ...face, z: toHex(face.z) } : face);
}

/** One line with the first word that differs; empty where the texts are equal. */
function difference(subject: string, actual: string, expected: string): string[] {
  if (actual === expected) {
    return [];
  }
  const is = actual.split(' ');
  const should = expected.split(' ');
  const at = should.findIndex((word, i) => word !== is[i]);
  if (at < 0) {
    return [`${subject}: ${is.length} words, not ${should.length}`];
  }
  return [`${subject}: word ${at} is ${is[at]}, not ${should[at]}`];
}

function openModel({ directions, ...model }: v.InferOutput<typeof modelSchema>): LatentModel {
  return { ...model, directions: directions.map(fromHex) };
}

function checkFaces(faces: Vectors['faces'], model: LatentModel): string[] {
  return faces.flatMap((vector) => {
    const face = faceOf(vector.face);
    return [
      ...difference(`code of ${textOf(face)}`, encodeFace(face), vector.code),
      ...difference(`face in ${vector.code}`, textOf(decodeFace(vector.code)), textOf(face)),
      ...difference(`z of ${vector.code}`, toHex(latentFromFace(face, model)), vector.z),
    ];
  });
}

function checkAvatars(avatars: v.InferOutput<typeof avatarsSchema>, model: AvatarModel): string[] {
  return avatars.flatMap(({ name, traits, ...rest }) => {
    const expected = textOf(faceOf({ model: model.tag, ...rest }));
    const by = model.labels === undefined ? '' : ' by odds';
    return difference(
      `avatar of ${name} with ${JSON.stringify(traits)}${by}`,
      textOf(avatarFace(name, traits, model)),
      expected,
    );
  });
}

/**
 * Computes every test vector.
 *
 * @param document the parsed `test-vectors.json`
 * @returns one line for each difference; empty where this engine agrees with all others
 * @throws valibot's ValiError for a document of another shape, CodeError for a code that is refused
 */
export function checkVectors(document: unknown): string[] {
  const { latents, digests, model, faces, avatars, conditional } = v.parse(vectorsSchema, document);
  const named: AvatarModel = { ...openModel(model), tag: '1a2b3c', named: avatars.named };
  const withClasses: AvatarModel = {
    ...named,
    ...openModel(conditional.model),
    condition: conditional.condition,
  };
  return [
    ...latents.flatMap(({ seed, stream, size, z }) => {
      const filled = toHex(fillNormal(new Float32Array(size), seed, stream));
      const latent = stream === 0 ? toHex(latentFromSeed(seed, size)) : filled;
      const subject = `seed ${seed}, stream ${stream}, size ${size}`;
      return [...difference(subject, filled, z), ...difference(`latentFromSeed, ${subject}`, latent, z)];
    }),
    ...digests.flatMap(({ seed, stream, size, fnv1a: digest }) => {
      const actual = fnv1a(fillNormal(new Float32Array(size), seed, stream));
      return difference(`digest of seed ${seed}, stream ${stream}, size ${size}`, actual, digest);
    }),
    ...checkFaces(faces, named),
    ...checkAvatars(avatars.faces, named),
    ...[avatars.likely, avatars.between].flatMap(({ labels, faces: likely }) =>
      checkAvatars(likely, { ...named, labels }),
    ),
    ...conditional.drawn.flatMap(({ frequencies, seeds, classes }) => {
      const actual = seeds.map((seed) => classOfSeed(seed, frequencies)).join(' ');
      return difference(`classes of seeds ${seeds} by ${frequencies}`, actual, classes.join(' '));
    }),
    ...checkFaces(conditional.faces, withClasses),
    ...checkAvatars(conditional.avatars, withClasses),
  ];
}
