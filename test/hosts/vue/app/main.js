import { createApp } from 'vue';
import { startCheck } from './check.js';
import Page from './page.vue';

createApp(Page).mount('#root');
startCheck();
