/**
 * The catalog of a built site, `catalog.json`: its published models, and each file with every form that it is
 * stored in. The build writes it, the worker reads it, so a new model needs no new code.
 */
import * as v from 'valibot';
import { manifestSchema, modelIndexSchema } from '../../latent/model/manifest.ts';

export const CATALOG_PATH = '/catalog.json';

/** The card without a face, RGBA u8 [630, 1200, 4]: pixels, since decoding a PNG takes the edge longer than drawing on it. */
export const CARD_TEMPLATE_PATH = '/drawing/card.rgba';

/** The content codings a file may be stored in, best first, and how the stored file's name ends. */
export const CODING_SUFFIX = { br: '.br', gzip: '.gz' } as const;

export type ContentCoding = keyof typeof CODING_SUFFIX;

/** SHA-256 in hexadecimal digits. */
const hashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** The bytes of one form of a file. Their SHA-256 is its strong entity tag: it changes when they do. */
const representationSchema = v.object({
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  sha256: hashSchema,
});

export type Representation = v.InferOutput<typeof representationSchema>;

const storedFileSchema = v.pipe(
  v.object({
    /** The file's own bytes, without a coding. */
    ...representationSchema.entries,
    /** The Content-Type. */
    type: v.pipe(v.string(), v.nonEmpty()),
    /** Whether it is stored without a coding too. Cloudflare takes no asset over 25 MiB, which some files are. */
    plain: v.boolean(),
    encoded: v.object({ br: v.optional(representationSchema), gzip: v.optional(representationSchema) }),
  }),
  v.check(({ plain, encoded }) => plain || encoded.gzip !== undefined, 'a file is stored plain or as gzip'),
);

export type StoredFile = v.InferOutput<typeof storedFileSchema>;

export const catalogSchema = v.object({
  index: modelIndexSchema,
  /** In the order of the index. */
  manifests: v.array(manifestSchema),
  /** By path in the site: `/page/…`, `/embed/VERSION/…`, `/models/ID/…`, `/ort/VERSION/…`, `/styles/…`. */
  files: v.record(v.string(), storedFileSchema),
  /** The path of the stylesheet for pages that the worker writes. Its name has a hash of it. */
  stylesheet: v.string(),
  /**
   * Hashes of all that decides how a latent vector is drawn: `face` of code and kernel, `card` of the lettering too, and `plainCard` of
   * cards without the words about a person. They are part of each picture's cache key.
   */
  drawingHashes: v.object({ face: hashSchema, card: hashSchema, plainCard: hashSchema }),
});

export type Catalog = v.InferOutput<typeof catalogSchema>;
