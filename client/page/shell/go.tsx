import type { ComponentChildren } from 'preact';
import { useAppContext } from '../app-context.ts';
import { hrefOf, type Route } from './address.ts';

/** Whether a click is the plain one, which stays on this page. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

type GoProps = {
  to: Route;
  children: ComponentChildren;
  class?: string;
  current?: boolean;
};

/** A link to another view, which can be opened in a tab of its own too. */
export function Go({ to, children, class: name, current }: GoProps) {
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
    <a class={name} href={hrefOf(to)} aria-current={current ? 'page' : undefined} onClick={onClick}>
      {children}
    </a>
  );
}
