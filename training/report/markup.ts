/** HTML in which whatever is put is escaped, unless it is such HTML itself. */

export type Markup = { readonly markup: string };
type Part = Markup | string | number | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

function put(part: Part): string {
  if (typeof part === 'string') {
    return escaped(part);
  }
  if (typeof part === 'number') {
    return String(part);
  }
  return 'markup' in part ? part.markup : part.map(put).join('');
}

/** Text and attribute values (in quotes) may be put anywhere but into a script or a style. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return {
    markup: String.raw({ raw: strings }, ...parts.map(put)),
  };
}

/** Markup from text that is known to be such: our own style sheet and script, an SVG's numbers. */
export function trusted(markup: string): Markup {
  return { markup };
}

/** Plain data for the page's script: JSON that cannot end the element it stands in. */
export function dataScript(id: string, data: unknown): Markup {
  return html`<script type="application/json" id="${id}">${trusted(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>`;
}
