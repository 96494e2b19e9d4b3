/** `<dareka-face>` in Svelte's templates: `<dareka-face {code} ondareka-change={…}></dareka-face>`. */
import type { HTMLAttributes } from 'svelte/elements';
import type { DarekaFaceElement } from '../index.ts';
import type { DarekaFaceAttributes, DarekaFaceListeners } from './attributes.d.ts';

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'dareka-face': HTMLAttributes<DarekaFaceElement> & DarekaFaceAttributes & DarekaFaceListeners;
  }
}
