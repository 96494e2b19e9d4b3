/** The address of a name's picture, and what to paste where an address alone is not enough. */
import { CURRENT_AVATAR_VERSION } from '../../../latent/avatar.ts';
import { directionSlug } from '../../../latent/traits/direction-name.ts';
import { CLASS_TRAIT } from '../../../latent/traits/trait-name.ts';
import type { Traits } from '../../../latent/traits/traits.ts';
import { AVATAR_SIZE } from '../../../picture/face-sizes.ts';
import { htmlAttribute } from '../../html-attribute.ts';
import type { ChosenVersion } from '../models/avatar-model.ts';

export const FORMATS = ['png', 'webp', 'jpg'] as const;
export type PictureFormat = (typeof FORMATS)[number];

export type AvatarForm = 'url' | 'html' | 'markdown' | 'element';

/** @param version no element is offered for `latest`, since the face of an element stays when the site gets a better model */
export function formsOf(version: ChosenVersion): readonly AvatarForm[] {
  return version !== 'latest' ? ['url', 'html', 'markdown', 'element'] : ['url', 'html', 'markdown'];
}

export type AvatarAddress = {
  /** As `canonicalName` gives it. */
  readonly name: string;
  readonly traits: Traits;
  readonly size: number;
  readonly format: PictureFormat;
  readonly version: ChosenVersion;
  /** The tag of a model, where it is not the one of the version. */
  readonly model: string | undefined;
};

/** `/a/random` is another face each time, so the name “random” has an address only with a version. */
const RANDOM = 'random';

/** @example avatarPath({ name: 'alice', traits: { age: 'old' }, size: 128, format: 'png', version: 'v2' }) // /a/v2/alice.png?age=old */
export function avatarPath({ name, traits, size, format, version, model }: AvatarAddress): string {
  // Markdown and bare links end at a parenthesis or a quotation mark.
  const encoded = encodeURIComponent(name).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  const wanted = Object.entries({
    ...traits,
    ...(size === AVATAR_SIZE ? {} : { size }),
    ...(model === undefined ? {} : { model }),
  });
  const query = wanted.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  const kept = version === 'latest' && name === RANDOM ? CURRENT_AVATAR_VERSION : version;
  return `/a/${kept === 'latest' ? '' : `${kept}/`}${encoded}.${format}${query === '' ? '' : `?${query}`}`;
}

type AvatarSite = {
  /** Without a slash at its end. */
  readonly origin: string;
  /** The tag of the model that the version of the address has. */
  readonly versionTag: string;
};

/** The version that `<dareka-face avatar="alice">` goes by, since pages that have it keep their faces. */
const ELEMENT_VERSION = 'v1';

/** On every element `class` is the platform's. */
const CLASS_ATTRIBUTE = 'of-class';

/** The text to copy, in a form: the address, or HTML or Markdown with it. */
export function avatarText(
  form: AvatarForm,
  address: AvatarAddress,
  { origin, versionTag }: AvatarSite,
): string {
  const { name, traits, size, version } = address;
  const url = origin + avatarPath(address);
  // It usually stands beside the name, which says who it is.
  const image = `<img ${htmlAttribute('src', url)} width="${size}" height="${size}" alt="">`;
  switch (form) {
    case 'url':
      return url;
    case 'html':
      return image;
    case 'markdown':
      return `![${name.replace(/[\\[\]]/g, '\\$&')}](${url})`;
    case 'element': {
      const attributes = Object.entries(traits).map(([trait, value]) =>
        htmlAttribute(trait === CLASS_TRAIT ? CLASS_ATTRIBUTE : directionSlug(trait), value),
      );
      const model = address.model ?? (version === ELEMENT_VERSION ? undefined : versionTag);
      const all = [
        htmlAttribute('avatar', name),
        ...attributes,
        htmlAttribute('size', size),
        ...(model === undefined ? [] : [htmlAttribute('model', model)]),
      ];
      return `<script type="module" ${htmlAttribute('src', `${origin}/embed/v1/dareka.js`)}></script>
<dareka-face ${all.join(' ')}>${image}</dareka-face>`;
    }
  }
}
