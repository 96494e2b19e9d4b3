/** `<dareka-face>` in Preact's JSX: `ondareka-change={…}`. */
import type { HTMLAttributes } from 'preact';
import type { DarekaFaceElement, DarekaFaceEvents } from '../index.ts';
import type { DarekaFaceAttributes } from './attributes.d.ts';

type Listeners = {
  [Name in keyof DarekaFaceEvents as `on${Name}`]?: (event: DarekaFaceEvents[Name]) => void;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'dareka-face': Omit<HTMLAttributes<DarekaFaceElement>, keyof DarekaFaceAttributes> &
        DarekaFaceAttributes &
        Listeners;
    }
  }
}
