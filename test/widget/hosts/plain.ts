/** The same page without a framework. */
const root = document.getElementById('app');
const face = document.createElement('dareka-face');
const button = document.createElement('button');
const output = document.createElement('output');

face.setAttribute('code', root?.dataset.code ?? '');
face.setAttribute('size', '128');
face.toggleAttribute('interactive', true);
output.value = root?.dataset.code ?? '';
button.textContent = 'toggle';
face.addEventListener('dareka-change', ({ detail }) => {
  face.setAttribute('code', detail.code ?? '');
  output.value = detail.code ?? '';
});
button.addEventListener('click', () => {
  if (face.isConnected) face.remove();
  else root?.prepend(face);
});
root?.append(face, button, output);
