/** The address of a name's picture, and what to paste where an address alone is not enough. */
import { AVATAR_RULE } from '../../../latent/avatar.ts';
import { directionSlug } from '../../../latent/direction-name.ts';
import type { Traits } from '../../../latent/traits.ts';
import { AVATAR_SIZE } from '../../../picture/face-sizes.ts';
import { htmlAttribute } from '../../html-attribute.ts';

export const FORMATS = ['png', 'webp', 'jpg'] as const;
export type PictureFormat = (typeof FORMATS)[number];

export type AvatarForm = 'url' | 'html' | 'markdown' | 'element';

/** @param stays whether the face stays when there is a better model: that of the element always does */
export function formsOf(stays: boolean): readonly AvatarForm[] {
  return stays ? ['url', 'html', 'markdown', 'element'] : ['url', 'html', 'markdown'];
}

export type AvatarAddress = {
  /** As `canonicalName` gives it. */
  readonly name: string;
  readonly traits: Traits;
  readonly size: number;
  readonly format: PictureFormat;
  readonly stays: boolean;
  /** The tag of a model other than that of the rule, or of the site. */
  readonly model: string | undefined;
};

/** `/a/random` is another face each time, so that name has an address of its own only where faces stay. */
const RANDOM = 'random';

/** @example avatarPath({ name: 'alice', traits: { age: 'old' }, size: 128, format: 'png', stays: true }) // /a/v1/alice.png?age=old */
export function avatarPath({ name, traits, size, format, stays, model }: AvatarAddress): string {
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
  const version = stays || name === RANDOM ? `${AVATAR_RULE}/` : '';
  return `/a/${version}${encoded}.${format}${query === '' ? '' : `?${query}`}`;
}

/** @param origin of the site, without a slash at its end */
export function avatarText(form: AvatarForm, address: AvatarAddress, origin: string): string {
  const { name, traits, size, model } = address;
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
        htmlAttribute(directionSlug(trait), value),
      );
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
