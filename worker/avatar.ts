/** From a name and traits to the face that a route draws or describes. */
import * as v from 'valibot';
import { avatarFace, avatarModel, canonicalName, wantedOf } from '../latent/avatar.ts';
import { encodeFace } from '../latent/code/code.ts';
import { MAX_EDITS } from '../latent/face.ts';
import type { Manifest } from '../latent/model/manifest.ts';
import { directionKey } from '../latent/traits/direction-name.ts';
import { CLASS_TRAIT } from '../latent/traits/trait-name.ts';
import {
  askableNames,
  KNOWN_TRAITS,
  separateClass,
  type Traits,
  withinEdits,
} from '../latent/traits/traits.ts';
import type { WorkerContext } from './env.ts';
import { type OpenedFace, openFace, readDirections } from './face.ts';
import type { ProblemName } from './http/problem.ts';
import { type Fault, invalidRequest, type RequestPart } from './http/validate.ts';
import { classSchema } from './requested-model.ts';
import type { BuiltSite } from './site/built-site.ts';

/** What can be wrong with a name, its traits or its model. */
export const AVATAR_PROBLEMS: readonly ProblemName[] = ['invalid-request', 'unknown-model'];

/** Any text, which becomes the form that the rule reads. */
export const nameSchema = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return canonicalName(dataset.value);
    } catch (error) {
      if (!(error instanceof RangeError)) {
        throw error;
      }
      addIssue({ message: error.message });
      return NEVER;
    }
  }),
  v.description('Any text of 1 to 256 bytes.'),
);

/** The class, and the traits with stable names, as parameters of the query, for the documentation. */
export const TRAIT_PARAMETERS = {
  [CLASS_TRAIT]: classSchema,
  ...Object.fromEntries(
    Array.from(KNOWN_TRAITS, ([name, words]) => [
      name,
      v.optional(v.pipe(v.string(), v.description(`${words.join(', ')}, or a number from -1 to 1.`))),
    ]),
  ),
};

/** The traits in a query, and the class, each as often as it is given. Names that are no trait for the model (`askableNames`) are ignored. */
function givenTraits(
  c: WorkerContext,
  { directions: named, condition }: Manifest,
): readonly (readonly [string, string])[] {
  const names = askableNames({ named, condition });
  return Object.entries(c.req.queries()).flatMap(([spelling, values]) => {
    const name = names.get(directionKey(spelling));
    return name === undefined ? [] : values.map((value) => [name, value] as const);
  });
}

/**
 * The traits in a query, and the class.
 *
 * @throws Problem `invalid-request` where a trait is given more than once
 */
export function readTraits(c: WorkerContext, model: Manifest): Traits {
  const given = givenTraits(c, model);
  const traits = Object.fromEntries(given);
  const repeated = Object.keys(traits).filter((name) => given.filter(([each]) => each === name).length > 1);
  if (repeated.length > 0) {
    throw invalidRequest(
      repeated.map((name) => ({ where: `query.${name}`, detail: 'has to be given once' })),
    );
  }
  return traits;
}

/** The traits in a query that has options of other services as well: what the model cannot be asked is ignored. */
export function readFittingTraits(c: WorkerContext, model: Manifest): Traits {
  return traitsOfModel(Object.fromEntries(givenTraits(c, model)), model);
}

/** What is wrong with traits for a model. */
function faultsOf(traits: Traits, { directions: named, condition }: Manifest, part: string): Fault[] {
  return Object.entries(traits).flatMap(([name, value]): Fault[] => {
    try {
      wantedOf({ [name]: value }, { named, condition });
      return [];
    } catch (error) {
      if (!(error instanceof RangeError)) {
        throw error;
      }
      return [{ where: `${part}.${name}`, detail: error.message }];
    }
  });
}

/** Those of the traits that the model has, as many as a face can have. */
export function traitsOfModel(traits: Traits, model: Manifest): Traits {
  const known = Object.entries(traits).filter(
    ([name, value]) => faultsOf({ [name]: value }, model, 'query').length === 0,
  );
  return withinEdits(Object.fromEntries(known), { named: model.directions, condition: model.condition });
}

/**
 * What gives names their faces, all with the same traits, by a model.
 *
 * @param part of the request that the traits are in
 * @returns gives the share code of a name, as `nameSchema` gives it
 * @throws Problem `invalid-request` that lists the model's traits, where it has not the wanted ones
 */
export async function openAvatars(
  site: BuiltSite,
  model: Manifest,
  traits: Traits,
  part: RequestPart | 'body.traits',
): Promise<(name: string) => string> {
  const faults = faultsOf(traits, model, part);
  const { directions: named, condition } = model;
  const count = Object.keys(separateClass(traits, { named, condition }).traits).length;
  if (count > MAX_EDITS) {
    throw invalidRequest([{ where: part, detail: `has ${count} traits, a face has at most ${MAX_EDITS}` }]);
  }
  if (faults.length > 0) {
    throw invalidRequest(faults);
  }
  const rule = avatarModel(model, count === 0 ? [] : await readDirections(model, site));
  return (name) => encodeFace(avatarFace(name, traits, rule));
}

export type Avatar = { readonly code: string; readonly opened: OpenedFace };

/** The face of one name, with traits from the query. */
export async function openAvatar(
  site: BuiltSite,
  name: string,
  model: Manifest,
  traits: Traits,
): Promise<Avatar> {
  const codeOf = await openAvatars(site, model, traits, 'query');
  const code = codeOf(name);
  return { code, opened: await openFace(site, code) };
}
