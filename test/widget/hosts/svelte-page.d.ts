declare module '*.svelte' {
  import type { Component } from 'svelte';

  const Page: Component<{ first: string }>;
  export default Page;
}
