/** `<dareka-face>` in Svelte's templates: `<dareka-face {code} ondareka-change={…}></dareka-face>`. */
import type { HTMLAttributes } from 'svelte/elements';
import type { DarekaFaceElement, DarekaFaceEvents } from '../index.ts';
import type { DarekaFaceAttributes } from './attributes.d.ts';

type Listeners = {
  [Name in keyof DarekaFaceEvents as `on${Name}`]?: (event: DarekaFaceEvents[Name]) => void;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'dareka-face': HTMLAttributes<DarekaFaceElement> & DarekaFaceAttributes & Listeners;
  }
}
