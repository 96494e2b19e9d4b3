/** `<dareka-face>` in Preact's JSX: `ondareka-change={…}`. */
import type { HTMLAttributes } from 'preact';
import type { DarekaFaceElement } from '../index.ts';
import type { DarekaFaceAttributes, DarekaFaceListeners } from './attributes.d.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'dareka-face': Omit<HTMLAttributes<DarekaFaceElement>, keyof DarekaFaceAttributes> &
        DarekaFaceAttributes &
        DarekaFaceListeners;
    }
  }
}
