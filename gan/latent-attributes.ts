/**
 * What the first numbers of z stand for in a generator that is trained with labels, and what D learns to predict beside it.
 * A recipe's `labelCount` says how many of them it uses. The order is part of every run with labels, so a new one comes last.
 */
export const LATENT_ATTRIBUTES = [
  'smile',
  'mouth open',
  'eyes open',
  'gender',
  'age',
  'glasses rank',
  'beard',
  'hair rank',
  'hair luma',
  'skin luma',
  'turn',
  'nod',
  'tilt',
  'light',
  'background luma',
  'hat',
  'earrings rank',
] as const;
