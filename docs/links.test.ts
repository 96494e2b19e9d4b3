import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Markdown files in the repository, other than model cards, which never change. */
const FILES = execFileSync('git', ['ls-files', '*.md', ':!models/*/*'], { cwd: ROOT, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((file) => existsSync(join(ROOT, file)));

/** The anchors of a Markdown file's headings, as GitHub makes them. */
function anchorsOf(markdown: string): string[] {
  return Array.from(markdown.matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The links to files and headings of this repository that lead nowhere. */
function brokenLinks(file: string): string[] {
  const markdown = readFileSync(join(ROOT, file), 'utf8');
  const links = Array.from(markdown.matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link);
  return links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    if (/^[a-z]+:/.test(link)) {
      return false;
    }
    const target = path === '' ? join(ROOT, file) : join(ROOT, dirname(file), path);
    if (!existsSync(target)) {
      return true;
    }
    const page = statSync(target).isDirectory() ? join(target, 'README.md') : target;
    return anchor !== undefined && !anchorsOf(readFileSync(page, 'utf8')).includes(anchor);
  });
}

test.each(FILES)('%s links to files and headings that exist', (file) => {
  expect(brokenLinks(file)).toEqual([]);
});
