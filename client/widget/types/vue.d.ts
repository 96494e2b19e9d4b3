/** `<dareka-face>` in Vue's templates: `<dareka-face :code="code" @dareka-change="…" />`. */
import type { DefineComponent } from 'vue';
import type { DarekaFaceEvents } from '../index.ts';
import type { DarekaFaceAttributes } from './attributes.d.ts';

type Listeners = {
  'onDareka-ready'?: (event: DarekaFaceEvents['dareka-ready']) => void;
  'onDareka-change'?: (event: DarekaFaceEvents['dareka-change']) => void;
  'onDareka-error'?: (event: DarekaFaceEvents['dareka-error']) => void;
};

/** The element as Vue's templates know it. */
export type VueGlobalComponents = {
  'dareka-face': DefineComponent<DarekaFaceAttributes & Listeners>;
};

declare module 'vue' {
  interface GlobalComponents extends VueGlobalComponents {}
}
