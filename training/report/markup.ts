/** HTML templates that escape whatever is inserted, unless it is such HTML itself. */

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

/** Text and quoted attribute values may be inserted anywhere but in a script or a style. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return {
    markup: String.raw({ raw: strings }, ...parts.map(put)),
  };
}

/** Marks text as HTML that needs no escaping: our style sheet and script, numbers of an SVG. */
export function unescaped(markup: string): Markup {
  return { markup };
}

/** Data for the page's script, as JSON that cannot close its element. */
export function dataScript(id: string, data: unknown): Markup {
  return html`<script type="application/json" id="${id}">${unescaped(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>`;
}
