import { mount } from 'svelte';
import { startCheck } from './check.js';
import Page from './page.svelte';

mount(Page, { target: document.getElementById('root') });
startCheck();
