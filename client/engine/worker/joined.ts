/** Pictures one after the other. */
export function joined(pictures: readonly Uint8ClampedArray[]): Uint8ClampedArray<ArrayBuffer> {
  const whole = new Uint8ClampedArray(pictures.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const picture of pictures) {
    whole.set(picture, at);
    at += picture.length;
  }
  return whole;
}
