/** The same page with the component of `@dareka/widget/vue`; rendered on a server, it is hydrated. */
import { DarekaFace } from '@dareka/widget/vue';
import { type App, createApp, createSSRApp, h, ref } from 'vue';

export function createPage(create: typeof createApp, first: string, site: string): App {
  return create({
    setup() {
      const code = ref<string | null>(first);
      const shown = ref(true);
      const walking = ref(false);
      return () =>
        h('div', [
          shown.value
            ? h(DarekaFace, {
                site,
                modelValue: code.value,
                'onUpdate:modelValue': (next: string | null) => {
                  code.value = next;
                },
                onReady: ({ backend }: { backend: string }) => {
                  document.title = backend;
                },
                interactive: true,
                disabled: false,
                walk: walking.value,
                ...{ size: 128, name: 'avatar', form: 'outside', class: 'face' },
              })
            : null,
          h('button', { type: 'button', onClick: () => (shown.value = !shown.value) }, 'toggle'),
          h('button', { type: 'button', onClick: () => (walking.value = !walking.value) }, 'walk'),
          h('output', code.value ?? ''),
        ]);
    },
  });
}

const root = typeof document === 'undefined' ? null : document.getElementById('app');
if (root !== null) {
  const create = root.hasChildNodes() ? createSSRApp : createApp;
  createPage(create, root.dataset.code ?? '', root.dataset.site ?? '').mount(root);
}
