import type { ComponentChildren } from 'preact';
import { useAppContext } from '../app-context.ts';
import { formatRoute, type PageRoute } from '../shell/route.ts';

/** Whether a click is to be handled by the page; with a modifier key the browser opens a new tab or window. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

type LinkProps = {
  to: PageRoute;
  children: ComponentChildren;
  class?: string;
  current?: boolean;
  /** The accessible name, where it is not the text. */
  label?: string;
};

/** A link to a view, without loading the page again. */
export function Link({ to, children, class: className, current, label }: LinkProps) {
  const { router } = useAppContext();
  function onClick(event: MouseEvent): void {
    if (!isPlainClick(event)) {
      return;
    }
    event.preventDefault();
    router.go(to);
    scrollTo(0, 0);
  }
  return (
    <a
      class={className}
      href={formatRoute(to)}
      aria-current={current ? 'page' : undefined}
      aria-label={label}
      onClick={onClick}
    >
      {children}
    </a>
  );
}
