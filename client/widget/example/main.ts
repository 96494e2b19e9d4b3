/** An avatar picker: `VITE_SITE=https://dareka.example npm run dev`. */
import { register } from '@dareka/widget';

register({ site: import.meta.env.VITE_SITE });

const output = document.querySelector('output');
document.querySelector('dareka-face')?.addEventListener('dareka-change', ({ detail }) => {
  if (output !== null) {
    output.value = `avatar=${detail.code}`;
  }
});
