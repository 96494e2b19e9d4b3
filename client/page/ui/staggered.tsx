import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Its children, at first one more each turn of the page: all of a view at once would keep the page from answering. */
export function Staggered({ children }: { children: ComponentChildren }) {
  const all = [children].flat(2);
  const [count, setCount] = useState(1);
  useEffect(() => {
    if (count >= all.length) {
      return;
    }
    const timer = setTimeout(() => setCount(count + 1));
    return () => clearTimeout(timer);
  }, [count, all.length]);
  return <>{all.slice(0, count)}</>;
}
