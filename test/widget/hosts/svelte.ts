import { mount } from 'svelte';
import Page from './page.svelte';

const target = document.getElementById('app');
if (target !== null) {
  mount(Page, { target, props: { first: target.dataset.code ?? '' } });
}
