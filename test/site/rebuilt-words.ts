/** What the studio says before another build and after it (`rebuilt-site.ts`). */
export const FORMER_WORDS = 'One face, and everything that can be changed about it.';
export const NEWER_WORDS = 'Made anew.';
