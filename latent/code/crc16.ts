/**
 * CRC-16/CCITT-FALSE (also CRC-16/IBM-3740): polynomial x¹⁶ + x¹² + x⁵ + 1, initial value all ones, neither reflected nor
 * inverted. It detects every error burst of up to 16 bits, so every change of one or two neighbouring base64 characters; of
 * all other changes it misses one in 2^16. It never detects zero bytes appended to a message with its CRC.
 *
 * @returns a u16; that of the ASCII digits "123456789" is 0x29b1
 */
export function crc16(bytes: Uint8Array): number {
  let remainder = 0xffff;
  for (const byte of bytes) {
    remainder ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) {
      remainder = remainder & 0x8000 ? ((remainder << 1) ^ 0x1021) & 0xffff : remainder << 1;
    }
  }
  return remainder;
}
