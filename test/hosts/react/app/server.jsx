import { renderToString } from 'react-dom/server';
import './check.js';
import { Page } from './page.jsx';

export const html = renderToString(<Page />);
