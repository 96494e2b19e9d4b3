/** Which published model, and which of its classes, a request means. */
import * as v from 'valibot';
import type { AvatarVersion } from '../latent/avatar.ts';
import { classIndex } from '../latent/condition/condition.ts';
import type { Manifest } from '../latent/model/manifest.ts';
import { CLASS_TRAIT } from '../latent/traits/trait-name.ts';
import { Problem } from './http/problem.ts';
import { invalidRequest, type RequestPart } from './http/validate.ts';
import type { BuiltSite } from './site/built-site.ts';

/** The model that a request names by id or tag. Without one it gets the default model, or the one that its address pins. */
export const modelSchema = v.optional(
  v.pipe(v.string(), v.description('The id or the tag of a published model.')),
);

export const classSchema = v.optional(
  v.pipe(
    v.string(),
    v.description(
      'The class, of a conditional model: its name, or its number from 0 on where no name is a number.',
    ),
  ),
);

/**
 * The published model of that id.
 *
 * @throws Problem `unknown-model` if there is none
 */
export function findModelById(site: BuiltSite, id: string): Manifest {
  return known(site.models.get(id), id);
}

/**
 * The model of that id or tag.
 *
 * @throws Problem `unknown-model` if there is none
 */
export function findModelByIdOrTag(site: BuiltSite, idOrTag: string): Manifest {
  const { models } = site;
  return known(
    models.get(idOrTag) ?? Array.from(models.values()).find(({ tag }) => tag === idOrTag),
    idOrTag,
  );
}

function known(model: Manifest | undefined, asked: string): Manifest {
  if (model === undefined) {
    throw new Problem('unknown-model', `There is no model ${asked}.`);
  }
  return model;
}

/**
 * The model that a request names, or the default one.
 *
 * @throws Problem `unknown-model` if it names one that there is not
 */
export function modelOrDefault(site: BuiltSite, idOrTag: string | undefined): Manifest {
  return idOrTag === undefined ? site.defaultModel : findModelByIdOrTag(site, idOrTag);
}

/**
 * The model that addresses of this version keep, such as `/a/v2/NAME`.
 *
 * @throws Problem `unknown-model` if this site's index pins none
 */
export function pinnedModel({ avatarModels }: BuiltSite, version: AvatarVersion): Manifest {
  const model = avatarModels.get(version);
  if (model === undefined) {
    throw new Problem(
      'unknown-model',
      `models/index.json pins no model for avatars ${version} here: name one by ?model=.`,
    );
  }
  return model;
}

/**
 * The index of the class that a request asks for.
 *
 * @throws Problem `invalid-request` that lists the model's classes, or says that it has none
 */
export function readClass(model: Manifest, asked: string, part: RequestPart): number {
  try {
    return classIndex(model, asked);
  } catch (cause) {
    if (!(cause instanceof RangeError)) {
      throw cause;
    }
    throw invalidRequest([{ where: `${part}.${CLASS_TRAIT}`, detail: cause.message }], cause);
  }
}
