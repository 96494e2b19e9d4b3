/** Drawn on a grid of 24, in strokes of the text's colour. */
const SHAPES = {
  undo: <path d="M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3" />,
  redo: <path d="m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3" />,
  /** An arrow back to where it began. */
  reset: <path d="M3.5 4v5.5H9M4 9.5A8.5 8.5 0 1 1 3.5 13" />,
  /** One half against the other. */
  compare: (
    <>
      <rect x="3" y="4" width="18" height="16" rx="3" />
      <path d="M12 2v20" />
      <path class="filled" d="M6 4h6v16H6a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3Z" />
    </>
  ),
  dice: (
    <>
      <rect x="3.5" y="3.5" width="17" height="17" rx="4" />
      <path class="dots" d="M8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01" />
    </>
  ),
  eye: (
    <>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z" />
      <circle cx="12" cy="12" r="3" />
    </>
  ),
  play: <path class="filled" d="M7.5 4.5v15L20 12Z" />,
  pause: <path class="filled" d="M6.5 5h4v14h-4ZM13.5 5h4v14h-4Z" />,
  loop: (
    <path d="M4 11.5A6.5 6.5 0 0 1 10.5 5H20M16.5 1.5 20 5l-3.5 3.5M20 12.5a6.5 6.5 0 0 1-6.5 6.5H4M7.5 22.5 4 19l3.5-3.5" />
  ),
  brush: <path d="M4 20c3.5 0 5-1 5-3.5S7.5 13.5 6 14s-1 3-2 6ZM9.5 14.5 19 4l1.5 1.5-10 10Z" />,
} as const;

/** A picture of what a button does; the button has the words. */
export function Icon({ name }: { name: keyof typeof SHAPES }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
