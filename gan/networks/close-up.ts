/**
 * What D sees of a large picture where it does not see all of it at full size: the picture at half its side and, as further channels, its
 * middle at full size. So D has the work of a picture of half the side, and still sees how eyes and mouths are drawn. Local
 * discriminators beside a global one do the same with two networks (Iizuka et al., 2017; Wang et al., 2021, GFPGAN).
 */
import { concat, slice } from '../../graph/shape.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Architecture } from './architecture.ts';
import { downsamplePicture } from './resample.ts';

/** Of the side: the middle is half as wide as the picture, and lower by a sixteenth, where portraits have eyes, nose and mouth. */
const LEFT = 4 / 16;
const TOP = 5 / 16;

/** Side of what D sees. */
export function discriminatorSide({
  resolution,
  discriminatorCloseUp,
}: Pick<Architecture, 'resolution' | 'discriminatorCloseUp'>): number {
  return discriminatorCloseUp ? resolution / 2 : resolution;
}

/** f32 [n, c, 2s, 2s] → [n, 2c, s, s]. */
export function withCloseUp(picture: Tensor): Tensor {
  const [, , side = 0] = picture.shape;
  const rows = slice(picture, 2, TOP * side, side / 2);
  return concat([downsamplePicture(picture), slice(rows, 3, LEFT * side, side / 2)], 1);
}
