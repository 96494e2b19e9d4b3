import { hydrateRoot } from 'react-dom/client';
import { startCheck } from './check.js';
import { Page } from './page.jsx';

hydrateRoot(document.getElementById('root'), <Page />);
startCheck();
