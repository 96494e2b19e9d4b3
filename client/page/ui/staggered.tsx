import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Renders its children one after the other, one more per task: all of a large view at once would block the page. */
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
