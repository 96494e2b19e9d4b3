/** Groups the directions of a model by what they change, so that a slider can be found. */
import { directionSlug } from '../../../latent/traits/direction-name.ts';

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

/** @param name of the direction in the manifest @returns `person` for a direction that is neither an expression, a pose nor an axis */
export function groupOf(name: string): Group {
  const slug = directionSlug(name);
  // The directions of models that were trained in the page.
  return /^axis-\d+$/.test(slug) ? 'axes' : (GROUP_OF[slug] ?? 'person');
}
