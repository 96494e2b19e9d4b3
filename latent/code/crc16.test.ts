import { expect, it } from 'vitest';
import { crc16 } from './crc16.ts';

function ascii(text: string) {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

it('has the check value of CRC-16/CCITT-FALSE', () => {
  expect(crc16(ascii('123456789'))).toBe(0x29b1);
});

it('starts with all ones', () => {
  expect(crc16(ascii(''))).toBe(0xffff);
});

it('is zero over a message that is followed by its checksum', () => {
  const message = [...ascii('who is it?')];
  const sum = crc16(Uint8Array.from(message));
  expect(crc16(Uint8Array.from([...message, sum >> 8, sum & 0xff]))).toBe(0);
});
