import { expect, test } from 'vitest';
import { formatRoute, parseRoute } from '../shell/route.ts';
import { drawRounds, gameInRoute, ROUNDS, randomGame, routeOfGame } from './game.ts';

const game = { edge: 48, model: '1a2b3c', number: 4_294_967_295 } as const;

test('the link of a game brings back the same rounds', () => {
  const address = new URL(formatRoute(routeOfGame(game)), 'https://dareka.invalid');
  const again = gameInRoute(parseRoute(address));
  expect(again).toEqual(game);
  expect(drawRounds(again ?? randomGame('000000', 96), 80)).toEqual(drawRounds(game, 80));
});

test.each([
  [],
  ['96'],
  ['97', '1a2b3c', '5'],
  ['96', '1A2B3C', '5'],
  ['96', '1a2b3c', '-5'],
  ['96', '1a2b3c', '5e3'],
  ['96', '1a2b3c', '4294967296'],
])('an address without a valid game has none: %j', (...parts) => {
  expect(gameInRoute({ view: 'quiz', code: null, parts })).toBeNull();
});

test('no portrait appears twice in a game, even if there are just enough, and both sides are equally likely', () => {
  for (let number = 0; number < 50; number++) {
    const rounds = drawRounds({ ...game, number }, ROUNDS);
    expect(new Set(rounds.map(({ portrait }) => portrait)).size).toBe(ROUNDS);
  }
  const sides = Array.from({ length: 100 }, (_, number) => drawRounds({ ...game, number }, 80)).flat();
  const onTheRight = sides.filter(({ generatedSide }) => generatedSide === 1).length;
  // A thousand fair coins: five standard deviations are 79.
  expect(Math.abs(onTheRight - sides.length / 2)).toBeLessThan(79);
});
