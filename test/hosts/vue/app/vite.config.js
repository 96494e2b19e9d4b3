import vue from '@vitejs/plugin-vue';

const isCustomElement = (tag) => tag === 'dareka-face';

export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
