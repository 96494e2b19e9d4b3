/** @example htmlAttribute('alt', 'a "face"') // alt="a &quot;face&quot;" */
export function htmlAttribute(name: string, value: string | number): string {
  const text = String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `${name}="${text}"`;
}
