import { describe, expect, test } from 'vitest';
import { CommandError, type DrawCommand, modelOption, parseCommand } from './arguments.ts';

const TRAITS = [{ name: 'age', words: ['young', 'old'] }];

function draw(...words: string[]): DrawCommand {
  const command = parseCommand(words, TRAITS);
  if (command.kind !== 'draw') {
    throw new Error(`${words} is understood as ${command.kind}`);
  }
  return command;
}

describe('the command line', () => {
  test('names, traits and where to', () => {
    expect(draw('alice', '--age', 'old', 'bob', '--size', '256', '-o', 'faces')).toEqual({
      kind: 'draw',
      names: ['alice', 'bob'],
      seeds: [],
      codes: [],
      traits: { age: 'old' },
      size: 256,
      out: 'faces',
      sheet: false,
      model: undefined,
    });
    expect(draw('--age=-0.5', '--', '--alice')).toMatchObject({
      names: ['--alice'],
      traits: { age: '-0.5' },
    });
  });

  test('a model, and a class of it', () => {
    const words = ['alice', '--model', 'models/digits', '--class=7', '--age', 'old'];
    expect(modelOption(words)).toBe('models/digits');
    expect(draw(...words)).toMatchObject({ model: 'models/digits', traits: { class: '7', age: 'old' } });
    expect(modelOption(['alice', '--hat', '--class', '7'])).toBeUndefined();
    expect(parseCommand(['--classes'], TRAITS)).toEqual({ kind: 'classes' });
    expect(() => draw('--code', 'EAAA', '--class', '7')).toThrow(/--class cannot go with it/);
  });

  test('an option of the command stays one where the model has a direction of that name', () => {
    const traits = [...TRAITS, { name: 'size', words: ['no', 'yes'] }];
    expect(parseCommand(['alice', '--size', '64', '--age', 'old'], traits)).toMatchObject({
      size: 64,
      traits: { age: 'old' },
    });
  });

  test.each([
    ['7', [7]],
    ['1-4', [1, 2, 3, 4]],
    ['5, 1-2,9007199254740991', [5, 1, 2, 2 ** 53 - 1]],
  ])('--seeds %s', (text, seeds) => {
    expect(draw('--seeds', text).seeds).toEqual(seeds);
  });

  test.each(['', '4-1', '-1', '1.5', 'x', '1-', '9007199254740992', '0-100000', '0-99999,5'])(
    '--seeds "%s" is refused',
    (text) => {
      expect(() => draw(`--seeds=${text}`)).toThrow(/^--seeds: /);
    },
  );

  test.each([
    [['--hat', 'yes'], /'--hat'; --traits lists the traits/],
    [['alice', '--size', 'big'], /^--size: write a whole number of pixels, not "big"/],
    [['--age', 'old'], /^whose face\?/],
    [['--code', 'EAAA', '--age', 'old'], /--age cannot go with it/],
    [['alice', '--age'], /--age/],
  ])('%j is refused', (words, said) => {
    expect(() => draw(...words)).toThrow(CommandError);
    expect(() => draw(...words)).toThrow(said);
  });

  test('without a word it shows the help', () => {
    expect(parseCommand([], TRAITS)).toEqual({ kind: 'help' });
    expect(parseCommand(['--traits'], TRAITS)).toEqual({ kind: 'traits' });
  });
});
