/** The same page without a framework. */
const root = document.getElementById('app');
const face = document.createElement('dareka-face');
const toggle = document.createElement('button');
const walk = document.createElement('button');
const output = document.createElement('output');

face.setAttribute('code', root?.dataset.code ?? '');
face.setAttribute('size', '128');
face.toggleAttribute('interactive', true);
face.setAttribute('name', 'avatar');
face.setAttribute('form', 'outside');
output.value = root?.dataset.code ?? '';
toggle.textContent = 'toggle';
walk.textContent = 'walk';
face.addEventListener('dareka-change', ({ detail }) => {
  face.setAttribute('code', detail.code ?? '');
  output.value = detail.code ?? '';
});
walk.addEventListener('click', () => face.toggleAttribute('walk'));
toggle.addEventListener('click', () => {
  if (face.isConnected) {
    face.remove();
  } else {
    root?.prepend(face);
  }
});
root?.append(face, toggle, walk, output);
