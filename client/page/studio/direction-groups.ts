/** What the directions of a model change, so that their sliders can be found. */
import { directionSlug } from '../../../latent/direction-name.ts';

export const GROUPS = ['expression', 'person', 'pose', 'axes'] as const;
export type Group = (typeof GROUPS)[number];

const GROUP_OF: Readonly<Record<string, Group>> = {
  smile: 'expression',
  'mouth-open': 'expression',
  'eyes-open': 'expression',
  turn: 'pose',
  nod: 'pose',
  tilt: 'pose',
  light: 'pose',
};

/** @param name as the manifest has it; whatever is neither a look nor a pose is of the person */
export function groupOf(name: string): Group {
  const slug = directionSlug(name);
  // Models that were trained in the page have these.
  return /^axis-\d+$/.test(slug) ? 'axes' : (GROUP_OF[slug] ?? 'person');
}
