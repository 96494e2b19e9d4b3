import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
// @ts-ignore: it has no types
import { startCheck } from '../check.js';

@Component({
  selector: 'dareka-page',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <dareka-face seed="42" interactive (dareka-change)="code.set($event.detail.code)"></dareka-face>
    <output>{{ code() }}</output>
  `,
})
class Page {
  readonly code = signal<string | null>(null);
}

bootstrapApplication(Page).then(startCheck);
