import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseValue } from '../../gan/parse-value.ts';
import { parseManifest, parseModelIndex } from '../../latent/model/manifest.ts';
import { parseJson, parseJsonWith, parseToml } from './parse.ts';

const schema = v.strictObject({
  name: v.string(),
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  network: v.optional(v.picklist(['dcgan', 'skip']), 'dcgan'),
  portraits: v.optional(v.union([v.number(), v.literal('unknown')]), 'unknown'),
  places: v.optional(v.array(v.object({ x: v.number() })), []),
  mirror: v.optional(v.boolean('write true or false'), true),
});

describe('a value that does not follow its schema is refused with a sentence', () => {
  it.each([
    [{}, 'name: is missing'],
    [{ name: 3 }, 'name: must be text, got 3'],
    [{ name: 'a', nmae: 'b' }, 'nmae: unknown key; the keys are name, count, network'],
    [{ name: 'a', count: 1.5 }, 'count: must be a whole number, got 1.5'],
    [{ name: 'a', count: 0 }, 'count: must be at least 1, got 0'],
    [{ name: 'a', network: 'big' }, 'network: must be "dcgan" or "skip", got "big"'],
    [{ name: 'a', portraits: true }, 'portraits: must be a number or "unknown", got true'],
    [{ name: 'a', places: [{ x: 1 }, {}] }, 'places.1.x: is missing'],
    [{ name: 'a', places: {} }, 'places: must be a list, got {}'],
    [{ name: 'a', mirror: 1 }, 'mirror: write true or false, got 1'],
    [[], 'name: is missing'],
    ['text', 'all of it: must be an object, got "text"'],
  ])('%j', (value, message) => {
    expect(() => parseValue(schema, value, 'x.json')).toThrow(`x.json: ${message}`);
  });

  it('with one line for each mistake, without messages of the library', () => {
    let message = '';
    try {
      parseValue(schema, { count: 'many', network: null, portraits: [], places: 3 }, 'x.json');
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message.split('\n')).toHaveLength(5);
    expect(message).not.toMatch(/Expected|received|Invalid/);
  });

  it('also where TOML or JSON text cannot be parsed', () => {
    expect(parseToml(schema, 'name = "a"', 'x.toml').network).toBe('dcgan');
    expect(() => parseToml(schema, 'name = ', 'x.toml')).toThrow('x.toml: Invalid TOML document');
    expect(parseJson(schema, '{"name": "a"}', 'x.json').count).toBe(1);
    expect(() => parseJson(schema, '{"name"', 'x.json')).toThrow('x.json is not JSON');
  });
});

it('what a parser of another package refuses is named by its place, too', () => {
  const document = { default: 'a-000000', models: 'a-000000' };
  expect(() => parseJsonWith(parseModelIndex, JSON.stringify(document), 'index.json')).toThrow(
    'index.json: models: must be a list, got "a-000000"',
  );
  expect(() => parseJsonWith(parseManifest, '{}', 'manifest.json')).toThrow(
    'manifest.json: format: is missing',
  );
  // A command prints the causes of an error, too; the library's sentence has no place in the file.
  expect(thrownBy(() => parseJsonWith(parseManifest, '{}', 'manifest.json')).cause).toBeUndefined();
  expect(() => parseJsonWith(parseManifest, '{', 'manifest.json')).toThrow(/^manifest\.json: /);
});

function thrownBy(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
