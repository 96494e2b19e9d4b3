import { expect, test } from 'vitest';
import { parseRecipe } from '../../../../gan/recipe.ts';
import { isHiddenFile } from '../given-files/given-files.ts';
import { TRAINING_SOURCES } from '../sets/training-sources.ts';
import { MAX_PICTURES, type OwnPicture } from './decode-messages.ts';
import { copiesAmong, createOwnPictures } from './own-pictures.ts';
import { FEW_PICTURES, ownSet } from './own-set.ts';

function picture(id: number, group: number): OwnPicture {
  const signature = { hash: [0, 0], colours: [] } as const;
  return { id, group, name: `${id}.jpg`, side: 64, pixels: new Uint8ClampedArray(), signature };
}

test('of pictures that are alike all but the first are copies, and where that is left out, all but the next', () => {
  const pictures = [picture(0, 0), picture(1, 0), picture(2, 2), picture(3, 0)];
  const idsOf = (some: readonly OwnPicture[]) => copiesAmong(some).map(({ id }) => id);
  expect(idsOf(pictures)).toEqual([1, 3]);
  expect(idsOf(pictures.slice(1))).toEqual([3]);
  expect(idsOf(pictures.slice(2))).toEqual([]);
});

test('no more pictures are put back than a set may have: the others stay left out', () => {
  const own = createOwnPictures();
  const pictures = Array.from({ length: MAX_PICTURES }, (_, id) => picture(id, id));
  own.state.set({ ...own.state.get(), pictures });
  own.leaveOut([0, 1, 2]);
  // Others are added in their place.
  const added = [picture(MAX_PICTURES, 0), picture(MAX_PICTURES + 1, 1)];
  own.state.set({ ...own.state.get(), pictures: [...own.state.get().pictures, ...added] });
  own.putBack();
  expect(own.state.get().pictures).toHaveLength(MAX_PICTURES);
  expect(own.state.get().pictures[0]?.id).toBe(0);
  expect(own.state.get().leftOut.map((some) => some.map(({ id }) => id))).toEqual([[1, 2]]);
  own.putBack();
  expect(own.state.get().pictures).toHaveLength(MAX_PICTURES);
});

test('few pictures are shown to the discriminator changed, and nothing is truncated; many are not', () => {
  const { recipe } = TRAINING_SOURCES.portraits.set;
  const few = ownSet(recipe, FEW_PICTURES - 1).recipe;
  expect(few).toMatchObject({
    augmentColour: true,
    augmentTranslation: true,
    augmentCutout: true,
    truncation: 1,
  });
  expect(parseRecipe(few, 'few')).toEqual(few);
  const many = ownSet(recipe, FEW_PICTURES).recipe;
  expect(many).toEqual({ ...recipe, name: many.name });
});

test.each([
  ['.DS_Store', true],
  ['trip/._one.jpg', true],
  ['.git/objects/a.png', true],
  ['__MACOSX/a.png', true],
  ['Trip/Thumbs.db', true],
  ['trip/one.two.jpg', false],
  ['a.png', false],
] as const)('%s is a file that a system wrote: %s', (path, isHidden) => {
  expect(isHiddenFile(path)).toBe(isHidden);
});
