/** Everything that can be asked of this site by a program, with the schemas that its routes validate by. */
import type * as v from 'valibot';
import { pictureQuery } from '../drawing/pictures.ts';
import { LARGEST_SIZE, LEAST_SIZE } from '../drawing/sizes.ts';
import { codeSchema } from '../faces.ts';
import { linkBody } from '../links/links.ts';
import { pathName } from '../models.ts';
import type { ProblemName } from '../problem.ts';
import { MOST_SEEDS, seedQuery } from '../seeds.ts';
import { oembedQuery } from '../sharing/oembed.ts';
import {
  faceAnswer,
  healthAnswer,
  linkAnswer,
  modelAnswer,
  modelsAnswer,
  oembedAnswer,
  seedsAnswer,
} from './answers.ts';

type QuerySchema = v.StrictObjectSchema<v.ObjectEntries, undefined>;

type Answer = {
  readonly meaning: string;
  /** Media types, and the schema of what is JSON. */
  readonly types: readonly string[];
  readonly schema?: v.GenericSchema;
};

export type Operation = {
  readonly method: 'get' | 'post';
  /** As OpenAPI has it. */
  readonly path: string;
  readonly summary: string;
  /** Schemas of what stands in the path, by name. */
  readonly parameters?: Readonly<Record<string, v.GenericSchema>>;
  readonly query?: QuerySchema;
  readonly body?: v.GenericSchema;
  readonly answers: Readonly<Record<number, Answer>>;
  readonly problems: readonly ProblemName[];
};

const JSON_TYPE = 'application/json';
const code = { code: codeSchema };
/** What can be wrong with a share code. */
const CODE: readonly ProblemName[] = [
  'invalid-request',
  'damaged-code',
  'unsupported-code',
  'unfit-code',
  'unknown-model',
];
function json(meaning: string, schema: v.GenericSchema): Answer {
  return { meaning, types: [JSON_TYPE], schema };
}
function file(meaning: string, ...types: string[]): Answer {
  return { meaning, types };
}

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/seed',
    summary: `Fresh seeds of the default model, at most ${MOST_SEEDS} at a time, with their codes and links.`,
    query: seedQuery,
    answers: { 200: json('The seeds.', seedsAnswer) },
    problems: ['invalid-request'],
  },
  {
    method: 'get',
    path: '/api/faces/{code}',
    summary: 'What a share code holds: its model, seed, edits and latent vector.',
    parameters: code,
    answers: { 200: json('The face.', faceAnswer) },
    problems: CODE,
  },
  {
    method: 'get',
    path: '/api/models',
    summary: 'The published models, and which one new faces come from.',
    answers: { 200: json('The models.', modelsAnswer) },
    problems: [],
  },
  {
    method: 'get',
    path: '/api/models/{id}',
    summary: 'The manifest of a model, with the address of each of its files.',
    parameters: { id: pathName },
    answers: { 200: json('The manifest.', modelAnswer) },
    problems: ['invalid-request', 'unknown-model'],
  },
  {
    method: 'get',
    path: '/models/{id}/{file}',
    summary: 'A file of a model. It never changes; takes conditions and single byte ranges.',
    parameters: { id: pathName, file: pathName },
    answers: { 200: file('The file.', '*/*'), 206: file('A part of it.', '*/*'), 304: file('It is known.') },
    problems: ['invalid-request', 'unknown-model', 'not-found', 'precondition-failed', 'unsatisfiable-range'],
  },
  {
    method: 'get',
    path: '/f/{code}.png',
    summary: `The face as a picture, ${LEAST_SIZE} to ${LARGEST_SIZE} pixels wide. Drawn once, then kept; it never changes.`,
    parameters: code,
    query: pictureQuery,
    answers: { 200: file('The picture.', 'image/png'), 304: file('It is known.') },
    problems: [...CODE, 'not-drawable', 'too-many-requests'],
  },
  {
    method: 'get',
    path: '/f/{code}/card.png',
    summary: 'The face on a card of 1200 × 630 pixels, as links unfurl to.',
    parameters: code,
    answers: { 200: file('The card.', 'image/png'), 304: file('It is known.') },
    problems: [...CODE, 'not-drawable', 'too-many-requests'],
  },
  {
    method: 'get',
    path: '/f/{code}',
    summary: 'The face as a page for people, with Open Graph and oEmbed for programs.',
    parameters: code,
    answers: { 200: file('The page.', 'text/html'), 304: file('It is known.') },
    problems: CODE,
  },
  {
    method: 'get',
    path: '/embed/{code}',
    summary: 'The face alone, in a page that any site may frame.',
    parameters: code,
    answers: { 200: file('The page.', 'text/html') },
    problems: [...CODE, 'not-drawable'],
  },
  {
    method: 'get',
    path: '/oembed',
    summary: 'How to embed a link of this site: oEmbed 1.0, as JSON or XML.',
    query: oembedQuery,
    answers: {
      200: {
        meaning: 'A frame, or a photo where there is little room.',
        types: [JSON_TYPE, 'text/xml'],
        schema: oembedAnswer,
      },
    },
    problems: ['invalid-request', 'not-embeddable', 'unsupported-format', 'links-unavailable'],
  },
  {
    method: 'post',
    path: '/api/links',
    summary: 'A short link to a face; the same one for the same code. Not for scripts of other sites.',
    body: linkBody,
    answers: { 201: json('It is new.', linkAnswer), 200: json('There was one.', linkAnswer) },
    problems: [...CODE, 'body-too-large', 'unsupported-media-type', 'too-many-requests', 'links-unavailable'],
  },
  {
    method: 'get',
    path: '/s/{id}',
    summary: 'Where a short link leads.',
    parameters: { id: pathName },
    answers: { 302: file('To /f/CODE.') },
    problems: ['unknown-link', 'links-unavailable'],
  },
  {
    method: 'get',
    path: '/healthz',
    summary: 'Whether the site is whole.',
    answers: { 200: json('It answers; what does not is named.', healthAnswer) },
    problems: [],
  },
];
