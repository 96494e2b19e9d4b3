import type { ComponentChildren } from 'preact';
import { useAppContext } from '../app-context.ts';
import { formatRoute, type Route } from '../shell/route.ts';

/** Whether a click is the plain one, which stays on this page. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

type LinkProps = {
  to: Route;
  children: ComponentChildren;
  class?: string;
  current?: boolean;
};

/** A link to another view, which can be opened in a tab of its own too. */
export function Link({ to, children, class: name, current }: LinkProps) {
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
    <a class={name} href={formatRoute(to)} aria-current={current ? 'page' : undefined} onClick={onClick}>
      {children}
    </a>
  );
}
