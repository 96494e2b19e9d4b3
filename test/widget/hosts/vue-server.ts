/** The page of `vue-component.ts` as a server renders it. */
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { createPage } from './vue-component.ts';

export function render(first: string, site: string): Promise<string> {
  return renderToString(createPage(createSSRApp, first, site));
}
