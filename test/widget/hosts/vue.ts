/** The same page in Vue. */
import { createApp, h, ref } from 'vue';

const root = document.getElementById('app');

const page = {
  setup() {
    const code = ref<string | null>(root?.dataset.code ?? '');
    const shown = ref(true);
    const walking = ref(false);
    return () => [
      shown.value
        ? h('dareka-face', {
            code: code.value,
            size: 128,
            interactive: true,
            walk: walking.value,
            name: 'avatar',
            form: 'outside',
            'onDareka-change': ({ detail }: CustomEvent<{ code: string | null }>) => {
              code.value = detail.code;
            },
          })
        : null,
      h('button', { type: 'button', onClick: () => (shown.value = !shown.value) }, 'toggle'),
      h('button', { type: 'button', onClick: () => (walking.value = !walking.value) }, 'walk'),
      h('output', code.value ?? ''),
    ];
  },
};

if (root !== null) {
  createApp(page).mount(root);
}
