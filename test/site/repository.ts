/** Where the source code of the page with a smaller training is, as whoever builds it says in the environment. */
export const REPOSITORY = 'https://code.invalid/dareka';
