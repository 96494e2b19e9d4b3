/** The part of `libravatar` that a test uses; the package has no types. */
declare module 'libravatar' {
  const libravatar: {
    /** The hash of an e-mail address, and its domain. */
    // biome-ignore lint/style/useNamingConvention: its name
    parse_user_identity(email: string, openid: null): [hash: string, domain: string];
    /** The address of an avatar on the server that the DNS of a domain names. */
    // biome-ignore lint/style/useNamingConvention: its name
    compose_avatar_url(server: string, hash: string, query: string, https: boolean): string;
  };
  // biome-ignore lint/style/noDefaultExport: it is CommonJS
  export default libravatar;
}
