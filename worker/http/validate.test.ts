import * as v from 'valibot';
import { expect, test } from 'vitest';
import { Problem } from './problem.ts';
import { parse } from './validate.ts';

const schema = v.strictObject({
  text: v.string(),
  count: v.number(),
  list: v.array(v.boolean()),
  nested: v.object({ text: v.string() }),
  choice: v.optional(v.picklist(['a', 'b'])),
});
const good = { text: '', count: 1, list: [true], nested: { text: '' } };

function detailOf(input: unknown): string {
  try {
    parse(schema, input, 'body');
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    return error instanceof Problem ? error.message : '';
  }
  return '';
}

test.each([
  [{ ...good, text: 7 }, 'body.text: has to be text.'],
  [{ ...good, count: '7' }, 'body.count: has to be a number.'],
  [{ ...good, list: {} }, 'body.list: has to be a list.'],
  [{ ...good, list: [1] }, 'body.list.0: has to be true or false.'],
  [{ ...good, nested: 'x' }, 'body.nested: has to be an object.'],
  [{ ...good, choice: 'c' }, 'body.choice: has to be "a" or "b".'],
  [{ ...good, extra: 1 }, 'body.extra: there is no such parameter.'],
  [{ ...good, text: undefined, extra: 1 }, 'body.text: is missing. body.extra: there is no such parameter.'],
  [{}, 'body.text: is missing. body.count: is missing. body.list: is missing. body.nested: is missing.'],
  [null, 'body: has to be an object.'],
  ['x', 'body: has to be an object.'],
])('%j is refused in plain words', (input, detail) => {
  expect(detailOf(input)).toBe(detail);
});

test('a valid input is returned as the schema parses it', () => {
  expect(parse(schema, good, 'body')).toEqual(good);
});
