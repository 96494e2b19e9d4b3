/** @jsxImportSource react */
/** The page of `react-component.tsx` as a server renders it. */
import { renderToString } from 'react-dom/server';
import { Page } from './react-component.tsx';

export function render(first: string, site: string): string {
  return renderToString(<Page first={first} site={site} />);
}
