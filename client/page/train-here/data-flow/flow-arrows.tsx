import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { FLOW_EDGES, type FlowBox, type FlowEdge, type Stage } from './stages.ts';

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** Room for the head of an arrow, in pixels. */
const HEAD = 7;

/**
 * The arrows between the boxes of the drawing, which stand beside each other on a desk and below each other on a phone.
 *
 * @param frame holds the boxes, elements with `data-box`
 */
export function FlowArrows({ frame, stage }: { frame: RefObject<HTMLElement | null>; stage: Stage | null }) {
  const boxes = useBoxes(frame);
  return (
    <svg class="flow-arrows" aria-hidden="true">
      {FLOW_EDGES.map((edge) => {
        const [from, to] = edge.split('-') as [FlowBox, FlowBox];
        const [start, end] = [boxes[from], boxes[to]];
        return (
          start &&
          end && (
            <Arrow
              key={edge}
              path={arrowPath(start, end, isBack(edge, stage))}
              class={classOf(edge, stage)}
            />
          )
        );
      })}
    </svg>
  );
}

function Arrow({ path, class: className }: { path: ArrowPath; class: string }) {
  const { line, head } = path;
  return (
    <g class={className}>
      <path d={line} />
      <path class="head" d={head} />
    </g>
  );
}

function isBack(edge: FlowEdge, stage: Stage | null): boolean {
  return stage?.back.includes(edge) ?? false;
}

function classOf(edge: FlowEdge, stage: Stage | null): string {
  if (isBack(edge, stage)) {
    return `gradient-${stage?.network}`;
  }
  return stage === null || stage.forward.includes(edge) ? 'forward' : 'unused';
}

type ArrowPath = { readonly line: string; readonly head: string };

/** From one box to the other, between the sides that face each other. @param back whether the head is at the start */
function arrowPath(from: Box, to: Box, back: boolean): ArrowPath {
  const middle = (low: number, high: number): number => (low + high) / 2;
  const across = from.right <= to.left || to.right <= from.left;
  const down = from.bottom <= to.top || to.bottom <= from.top;
  // Boxes that are apart in both directions are joined through the gap between rows.
  const isVertical = down || !across;
  const sign = isVertical ? Math.sign(to.top - from.top) : Math.sign(to.left - from.left);
  function shared(low: 'left' | 'top', high: 'right' | 'bottom'): number | undefined {
    const [start, end] = [Math.max(from[low], to[low]), Math.min(from[high], to[high])];
    return end - start > 2 * HEAD ? middle(start, end) : undefined;
  }
  let points: readonly [number, number, number, number];
  if (isVertical) {
    const x = shared('left', 'right');
    points = [
      x ?? nearSide(from, to),
      sign > 0 ? from.bottom : from.top,
      x ?? nearSide(to, from),
      sign > 0 ? to.top : to.bottom,
    ];
  } else {
    const y = shared('top', 'bottom');
    points = [
      sign > 0 ? from.right : from.left,
      y ?? middle(from.top, from.bottom),
      sign > 0 ? to.left : to.right,
      y ?? middle(to.top, to.bottom),
    ];
  }
  const [x1, y1, x2, y2] = points;
  const [cx, cy] = [middle(x1, x2), middle(y1, y2)];
  const curve = isVertical ? `C${x1} ${cy} ${x2} ${cy}` : `C${cx} ${y1} ${cx} ${y2}`;
  const [tipX, tipY] = back ? [x1, y1] : [x2, y2];
  const towards = back ? sign : -sign;
  const [dx, dy] = isVertical ? [HEAD / 2, towards * HEAD] : [towards * HEAD, HEAD / 2];
  const [left, right] = isVertical
    ? [
        [-dx, dy],
        [dx, dy],
      ]
    : [
        [dx, -dy],
        [dx, dy],
      ];
  return {
    line: `M${x1} ${y1}${curve} ${x2} ${y2}`,
    head: `M${tipX} ${tipY}l${left?.join(' ')}M${tipX} ${tipY}l${right?.join(' ')}`,
  };
}

/** A quarter of the way along a box, on the side where the other box is. */
function nearSide({ left, right }: Box, other: Box): number {
  const width = right - left;
  return other.left > left ? right - width / 4 : left + width / 4;
}

/** Where the boxes are within their frame, measured again when it or one of them changes its size. */
function useBoxes(frame: RefObject<HTMLElement | null>): Partial<Record<FlowBox, Box>> {
  const [boxes, setBoxes] = useState<Partial<Record<FlowBox, Box>>>({});
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) {
      return;
    }
    function measure(): void {
      const origin = element?.getBoundingClientRect();
      const found = [...(element?.querySelectorAll<HTMLElement>('[data-box]') ?? [])].map((each) => {
        const { left, top, right, bottom } = each.getBoundingClientRect();
        const [x, y] = [origin?.left ?? 0, origin?.top ?? 0];
        const box = { left: left - x, top: top - y, right: right - x, bottom: bottom - y };
        return [each.dataset.box, box] as const;
      });
      setBoxes(Object.fromEntries(found));
    }
    const sizes = new ResizeObserver(measure);
    function observe(): void {
      sizes.observe(element as HTMLElement);
      for (const box of element?.querySelectorAll('[data-box]') ?? []) {
        sizes.observe(box);
      }
    }
    // The boxes appear one after the other.
    const boxesInside = new MutationObserver(observe);
    boxesInside.observe(element, { childList: true });
    observe();
    return () => {
      sizes.disconnect();
      boxesInside.disconnect();
    };
  }, [frame]);
  return boxes;
}
