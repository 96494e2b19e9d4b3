/**
 * A face for a name: always the same one, with the traits that are asked for.
 *
 * A name gives a series of seeds. Without traits its face is that of the first. With traits it is the one of the first
 * `CANDIDATES` whose z is nearest to what is asked, and edits move it the rest of the way (`conditioning.ts`): the less a face
 * is edited, the more it looks like any other. A conditional model is asked for a class by `class` among the traits; without it each
 * seed has the class that it draws. Where the model's manifest has labels (`labels.ts`), the first z that asks by its labels for all
 * that is wanted is taken as it is; where labels have odds (`trait-odds.ts`), the first of `LIKELY_CANDIDATES` whose face is likely to show
 * it, or else the one that has to be edited least. All of it has the same bits in every engine. It never changes (`AVATAR_VERSIONS`).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { classIndex, inputFromSeed } from './condition/condition.ts';
import { type Edit, type LatentModel, latentModel, type SeedFace, seedFace } from './face.ts';
import type { Manifest } from './model/manifest.ts';
import { latentFromSeed } from './seed/seed.ts';
import { conditionedEdits } from './traits/conditioning.ts';
import { asksFor, type Label } from './traits/labels.ts';
import { type Demands, demandsOf, likelyEdits, shortfallOf } from './traits/trait-odds.ts';
import {
  type NamedDirection,
  separateClass,
  type TraitPosition,
  type Traits,
  traitPositions,
} from './traits/traits.ts';
import { dot } from './vector.ts';

/**
 * The versions that addresses of avatars name, the newest last: `/a/v2/NAME`. Each pins a model (`models/index.json`) and the rule, which goes by
 * what the model's manifest has: v1 one without labels, v2 one whose labels have odds. So neither the rule for either nor these manifests may change.
 */
export const AVATAR_VERSIONS = ['v1', 'v2'] as const;
export type AvatarVersion = (typeof AVATAR_VERSIONS)[number];

/** The version of new addresses whose faces never change. */
export const CURRENT_AVATAR_VERSION = 'v2' satisfies AvatarVersion;

/** Bytes of UTF-8 that a name may have. */
const MAX_NAME_BYTES = 256;

/** The greatest of 32 standard normal numbers is about 2.1: a word, at about 3, leaves an edit of 1. */
const CANDIDATES = 32;

/** How many are tried by odds, which a few of the first numbers of z decide, and how many of these are tried with edits. */
const LIKELY_CANDIDATES = 256;
const EDITED_CANDIDATES = 16;

const TWO_21 = 0x20_0000;

/** Separates these hashes from all others of the same names. */
const HASH_PREFIX = 'dareka avatar v1';

/** The part of a model that determines the face of a name. */
export type AvatarModel = LatentModel & {
  readonly tag: string;
  readonly named: readonly NamedDirection[];
  readonly labels?: readonly Label[] | undefined;
};

/** @param directions its unit vectors, f32 [latentSize] each */
export function avatarModel(manifest: DescribedModel, directions: readonly Float32Array[]): AvatarModel {
  const { tag, directions: named, labels } = manifest;
  return { ...latentModel(manifest, directions), tag, named, labels };
}

type DescribedModel = Pick<Manifest, 'tag' | 'latentSize' | 'prior' | 'condition' | 'directions' | 'labels'>;

/** What traits ask for: a class, and positions along directions. */
export type Wanted = { readonly ofClass: number | undefined; readonly positions: readonly TraitPosition[] };

/**
 * What traits ask of a model. `class` is the class of a conditional model, by its name or its index (`classIndex`).
 *
 * @throws RangeError for traits or a class that the model does not have, or that make no sense
 */
export function wantedOf(wanted: Traits, model: Pick<AvatarModel, 'named' | 'condition'>): Wanted {
  const { asked, traits } = separateClass(wanted, model);
  return {
    ofClass: asked === undefined ? undefined : classIndex(model, asked),
    positions: traitPositions(traits, model.named),
  };
}

/**
 * A name as the rule reads it: in Unicode's composed form (NFC), without white space around it.
 *
 * @throws RangeError for a name that is empty, is longer than 256 bytes of UTF-8, or holds half a surrogate pair
 */
export function canonicalName(name: string): string {
  const text = name.normalize('NFC').trim();
  if (!text.isWellFormed()) {
    throw new RangeError('the name holds half a surrogate pair, which is no character');
  }
  const { length } = utf8ToBytes(text);
  if (length === 0 || length > MAX_NAME_BYTES) {
    throw new RangeError(`a name has 1 … ${MAX_NAME_BYTES} bytes of UTF-8, this one ${length}`);
  }
  return text;
}

/**
 * The seeds of a name: number `index` is the first 53 bits of SHA-256 of `dareka avatar v1`, a zero byte, the index in 4 bytes
 * (big-endian) and the name in UTF-8.
 *
 * @param name as `canonicalName` gives it
 */
export function nameSeed(name: string, index: number): number {
  const hash = sha256.create();
  hash.update(utf8ToBytes(`${HASH_PREFIX}\0`));
  const counter = new Uint8Array(4);
  new DataView(counter.buffer).setUint32(0, index);
  hash.update(counter);
  hash.update(utf8ToBytes(name));
  const digest = new DataView(hash.digest().buffer);
  return digest.getUint32(0) * TWO_21 + (digest.getUint32(4) >>> 11);
}

/**
 * The face of a name.
 *
 * @throws RangeError for a name that `canonicalName` refuses, and for traits that the model does not have or that make no sense
 */
export function avatarFace(name: string, traits: Traits, model: AvatarModel): SeedFace {
  const canonical = canonicalName(name);
  const { ofClass, positions } = wantedOf(traits, model);
  if (positions.length === 0) {
    return seedFace(model.tag, nameSeed(canonical, 0), [], ofClass);
  }
  const asked = demandsByOdds(positions, model);
  if (asked !== undefined) {
    const { seed, edits } = likelySeed(canonical, asked, model);
    return seedFace(model.tag, seed, edits, ofClass);
  }
  const candidates = Array.from({ length: CANDIDATES }, (_, index) =>
    candidate(nameSeed(canonical, index), { ofClass, positions }, model),
  );
  // The first, where z of several asks for everything.
  const { seed, edits } = candidates.reduce((best, each) => (each.distance < best.distance ? each : best));
  return seedFace(model.tag, seed, edits, ofClass);
}

/**
 * The face of a seed, edited so that it has these traits, and of the class among them.
 *
 * @throws RangeError for a seed that is none, and for traits that the model does not have or that make no sense
 */
export function conditionedSeed(seed: number, traits: Traits, model: AvatarModel): SeedFace {
  const wanted = wantedOf(traits, model);
  const { ofClass, positions } = wanted;
  if (positions.length === 0) {
    return seedFace(model.tag, seed, [], ofClass);
  }
  const asked = demandsByOdds(positions, model);
  const { edits } =
    asked === undefined
      ? candidate(seed, wanted, model)
      : likelyEdits(asked, firstNumbers(seed, asked, model));
  return seedFace(model.tag, seed, edits, ofClass);
}

/** What is asked, if it is asked by words alone, and the model knows the odds of all of them. */
function demandsByOdds(
  positions: readonly TraitPosition[],
  { named, labels = [], directions }: AvatarModel,
): Demands | undefined {
  const words = positions.flatMap((position) => {
    const { odds, between } = labels.find((each) => each.direction === named[position.direction]?.name) ?? {};
    return position.byWord && odds !== undefined ? [{ ...position, odds, between }] : [];
  });
  return words.length === positions.length ? demandsOf(words, directions) : undefined;
}

function firstNumbers(seed: number, { numbers }: Demands, { truncation }: AvatarModel): Float32Array {
  return latentFromSeed(seed, numbers).map((value) => truncation * value);
}

/**
 * The first seed whose face is likely to show everything that is asked. Where there is none, the seeds that fall least short of it are edited,
 * and the one is taken whose edits cost least.
 */
function likelySeed(
  name: string,
  asked: Demands,
  model: AvatarModel,
): { readonly seed: number; readonly edits: readonly Edit[] } {
  const tried: { seed: number; z: Float32Array; shortfall: number }[] = [];
  for (let index = 0; index < LIKELY_CANDIDATES; index++) {
    const seed = nameSeed(name, index);
    const z = firstNumbers(seed, asked, model);
    const shortfall = shortfallOf(asked, z);
    if (shortfall === 0) {
      return { seed, edits: [] };
    }
    tried.push({ seed, z, shortfall });
  }
  const edited = tried
    .sort((a, b) => a.shortfall - b.shortfall)
    .slice(0, EDITED_CANDIDATES)
    .map(({ seed, z }) => ({ seed, ...likelyEdits(asked, z) }));
  return edited.reduce((best, each) => (each.cost < best.cost ? each : best));
}

/** Whether z asks by its labels for all that is wanted, so that its face needs no edit. */
function asksForAll(
  z: Float32Array,
  positions: readonly TraitPosition[],
  { named, labels = [] }: AvatarModel,
): boolean {
  return positions.every(({ direction, position, byWord }) => {
    const label = labels.find((each) => each.direction === named[direction]?.name);
    return byWord && label !== undefined && asksFor(label, position, z);
  });
}

type Candidate = {
  readonly seed: number;
  readonly edits: readonly Edit[];
  /** The squared length of the sum of all edits. */
  readonly distance: number;
};

function candidate(seed: number, { ofClass, positions }: Wanted, model: AvatarModel): Candidate {
  const z = inputFromSeed(seed, model, ofClass);
  if (asksForAll(z, positions, model)) {
    return { seed, edits: [], distance: 0 };
  }
  const edits = conditionedEdits(z, positions, model.directions);
  // |Σ aᵢvᵢ|² = Σ aᵢ (tᵢ − vᵢ·z), since a solves Gram's system.
  const distance = edits.reduce((sum, { amount }, i) => {
    const { direction, position } = positions[i] as TraitPosition;
    return sum + amount * (position - dot(model.directions[direction] ?? z, z));
  }, 0);
  return { seed, edits, distance };
}
