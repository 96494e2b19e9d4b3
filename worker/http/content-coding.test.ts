import { describe, expect, test } from 'vitest';
import { chooseCoding } from './content-coding.ts';

const representation = { bytes: 1, sha256: '0'.repeat(64) };
const both = { br: representation, gzip: representation };

describe('the content coding', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0, gzip;q=0.1', 'gzip'],
    ['*', 'br'],
    ['*, br;q=0', 'gzip'],
    ['identity, br;q=0.5', 'identity'],
    ['identity;q=0.5, br', 'br'],
    ['deflate, zstd', 'identity'],
    ['br;q=0, gzip;q=0', 'identity'],
    ['*;q=0', 'identity'],
    ['', 'identity'],
  ])('for Accept-Encoding "%s" is %s', (header, coding) => {
    expect(chooseCoding(header, both)).toBe(coding);
  });

  test('is one that the file is stored in', () => {
    expect(chooseCoding('br, gzip;q=0.1', { gzip: representation })).toBe('gzip');
    expect(chooseCoding('br, gzip', {})).toBe('identity');
  });
});
