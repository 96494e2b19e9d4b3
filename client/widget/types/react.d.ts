/** `<dareka-face>` in React's JSX. Its events are listened to as React 19 does: `ondareka-change={…}`. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { DarekaFaceElement, DarekaFaceEvents } from '../index.ts';
import type { DarekaFaceAttributes } from './attributes.d.ts';

type Listeners = {
  [Name in keyof DarekaFaceEvents as `on${Name}`]?: (event: DarekaFaceEvents[Name]) => void;
};

export type ReactAttributes = HTMLAttributes<DarekaFaceElement>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'dareka-face': DetailedHTMLProps<ReactAttributes, DarekaFaceElement> & DarekaFaceAttributes & Listeners;
    }
  }
}
