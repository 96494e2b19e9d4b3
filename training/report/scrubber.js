// One step at a time: the grid, the line in each chart and the numbers below move together. Runs in the report's page.
const { steps, readings, chart } = JSON.parse(document.getElementById('steps').textContent);
const pictures = [...document.querySelectorAll('.frame img')];
const cursors = [...document.querySelectorAll('.cursor')];
const slider = document.querySelector('.scrubber input');
const button = document.querySelector('.scrubber button');
const readout = document.querySelector('.readout');
const FRAME_MILLISECONDS = 180;

function show(index) {
  slider.value = index;
  slider.setAttribute('aria-valuetext', `step ${steps[index]}`);
  pictures.forEach((picture, i) => {
    picture.hidden = i !== index;
  });
  const share = (steps[index] - chart.from) / Math.max(1, chart.to - chart.from);
  const x = chart.left + (chart.width - chart.left - chart.right) * share;
  for (const cursor of cursors) {
    cursor.setAttribute('x1', x);
    cursor.setAttribute('x2', x);
  }
  readout.replaceChildren(
    ...readings[index].map(([name, value]) => {
      const item = document.createElement('span');
      const strong = document.createElement('b');
      strong.textContent = value;
      item.append(`${name} `, strong);
      return item;
    }),
  );
}

let playing;
function pause() {
  clearInterval(playing);
  playing = undefined;
  button.textContent = 'Play';
}
function play() {
  if (Number(slider.value) === steps.length - 1) {
    show(0);
  }
  button.textContent = 'Pause';
  playing = setInterval(() => {
    const next = Number(slider.value) + 1;
    show(next);
    if (next === steps.length - 1) {
      pause();
    }
  }, FRAME_MILLISECONDS);
}
button.addEventListener('click', () => (playing === undefined ? play() : pause()));
slider.addEventListener('input', () => {
  pause();
  show(Number(slider.value));
});

/** The grid nearest to where a chart is pointed at. */
function point(svg, { clientX }) {
  const { left, width } = svg.getBoundingClientRect();
  const x = ((clientX - left) / width) * chart.width;
  const share = (x - chart.left) / (chart.width - chart.left - chart.right);
  const step = chart.from + share * (chart.to - chart.from);
  const nearest = steps.reduce(
    (best, at, i) => (Math.abs(at - step) < Math.abs(steps[best] - step) ? i : best),
    0,
  );
  pause();
  show(nearest);
}
for (const svg of document.querySelectorAll('.chart svg')) {
  svg.addEventListener('pointerdown', (event) => {
    svg.setPointerCapture(event.pointerId);
    point(svg, event);
  });
  svg.addEventListener('pointermove', (event) => {
    if (event.buttons > 0) {
      point(svg, event);
    }
  });
}

if (steps.length > 0) {
  show(steps.length - 1);
}
