/** `<dareka-face>` in React's JSX. Its events are listened to as React 19 does: `ondareka-change={…}`. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { DarekaFaceElement } from '../index.ts';
import type { DarekaFaceAttributes, DarekaFaceListeners } from './attributes.d.ts';

export type ReactAttributes = HTMLAttributes<DarekaFaceElement>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'dareka-face': DetailedHTMLProps<ReactAttributes, DarekaFaceElement> &
        DarekaFaceAttributes &
        DarekaFaceListeners;
    }
  }
}
