/**
 * `<DarekaFace>` for React 18 and 19, rendered on a server too. React 18 sets attributes only, and neither it nor a hydrated
 * page of React 19 listens to the events of custom elements; this component does.
 *
 * @example
 * <DarekaFace site="https://dareka.example" code={code} interactive onChange={setCode} />
 */
import { createElement, forwardRef, type ReactNode, useCallback, useEffect, useRef } from 'react';
import { type DarekaFaceElement, type DarekaFaceEvents, type FaceFailure, register } from '../index.ts';
import { BOOLEAN_ATTRIBUTES } from '../properties.ts';
import type { DarekaFaceAttributes } from '../types/attributes.d.ts';
import type { ReactAttributes } from '../types/react.d.ts';
import { earlyValue } from './early-value.ts';

export type DarekaFaceProps = DarekaFaceAttributes &
  Omit<ReactAttributes, keyof DarekaFaceAttributes | 'onChange' | 'onError'> & {
    /** Where Dareka is served; not needed where the page calls `register` itself. */
    site?: string | URL | undefined;
    /** The face has changed, and the page did not set it itself. */
    onChange?: ((code: string | null) => void) | undefined;
    /** The device draws: by which backend, and why. */
    onReady?: ((ready: DarekaFaceEvents['dareka-ready']['detail']) => void) | undefined;
    onError?: ((failure: FaceFailure) => void) | undefined;
    /** A picture that is shown before the script has run. */
    children?: ReactNode;
  };

type Listeners = Pick<DarekaFaceProps, 'onChange' | 'onReady' | 'onError'>;

const component = forwardRef<DarekaFaceElement, DarekaFaceProps>(function DarekaFace(
  { site, onChange, onReady, onError, className, children, ...attributes },
  outer,
) {
  const listeners = useRef<Listeners>({ onChange, onReady, onError });
  const listening = useRef<AbortController>(undefined);
  useEffect(() => {
    listeners.current = { onChange, onReady, onError };
  });

  // A ref is set before the element can have dispatched an event.
  const inner = useCallback(
    (element: DarekaFaceElement | null) => {
      listening.current?.abort();
      if (element !== null) {
        listening.current = new AbortController();
        listen(element, listeners, listening.current.signal);
      }
      if (typeof outer === 'function') {
        outer(element);
      } else if (outer !== null) {
        outer.current = element;
      }
    },
    [outer],
  );
  useEffect(() => {
    if (site !== undefined) {
      register({ site });
    }
  }, [site]);

  const props = { ...forReact(attributes), class: className, ref: inner };
  return createElement<object>('dareka-face', props, children);
});

export { component as DarekaFace };

function listen(element: DarekaFaceElement, to: { readonly current: Listeners }, signal: AbortSignal): void {
  element.addEventListener('dareka-change', ({ detail }) => to.current.onChange?.(detail.code), { signal });
  element.addEventListener('dareka-ready', ({ detail }) => to.current.onReady?.(detail), { signal });
  element.addEventListener('dareka-error', ({ detail }) => to.current.onError?.(detail), { signal });
  const early = earlyValue(element);
  if (early !== null) {
    to.current.onChange?.(early);
  }
}

/** What both versions of React write as the same attributes: `true`, a text, or nothing. */
function forReact(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      if (BOOLEAN_ATTRIBUTES.has(name)) {
        return [name, value ? true : undefined];
      }
      return [name, typeof value === 'number' ? String(value) : (value ?? undefined)];
    }),
  );
}
