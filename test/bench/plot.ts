/** A bar chart of faces per second. */
import type { Results } from './results.ts';

const WIDTH = 760;
const LABELS = 250;
const BAR = 20;
const GAP = 8;
const MARGIN = 16;
const FIGURES = 130;

/** SVG that is legible on light and dark pages. */
export function plot({ throughput, machine }: Results): string {
  const most = Math.max(...throughput.map(({ facesASecond }) => facesASecond));
  const height = throughput.length * (BAR + GAP) + 2 * MARGIN + 28;
  const bars = throughput.map(({ name, facesASecond, timesTensorFlow }, i) => {
    const y = MARGIN + 28 + i * (BAR + GAP);
    const width = Math.max(1, (facesASecond / most) * (WIDTH - LABELS - FIGURES - MARGIN));
    const times = Number.isFinite(timesTensorFlow) ? ` (×${timesTensorFlow.toFixed(1)})` : '';
    const peer = name.startsWith('kernel') ? '' : ' class="peer"';
    return [
      `<text x="${LABELS - 8}" y="${y + 15}" text-anchor="end">${escaped(name)}</text>`,
      `<rect${peer} x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="3" />`,
      `<text x="${(LABELS + width + 8).toFixed(1)}" y="${y + 15}">${facesASecond.toFixed(1)}${times}</text>`,
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Faces a second">
<style>
text { font: 13px system-ui, sans-serif; fill: #3a3530; }
.title { font-weight: 600; }
rect { fill: #b4532a; }
.peer { fill: #a8a095; }
@media (prefers-color-scheme: dark) { text { fill: #e8e2d8; } }
</style>
<text class="title" x="${MARGIN}" y="${MARGIN + 8}">Faces a second (× TensorFlow.js), ${escaped(machine)}</text>
${bars.join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
