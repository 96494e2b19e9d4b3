import { startCheck } from './check.js';

startCheck();

document.querySelector('dareka-face').addEventListener('dareka-change', ({ detail }) => {
  document.querySelector('output').value = detail.code;
});
