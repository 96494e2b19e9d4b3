/** What is used of libheif-js, whose own types are those of its embind exports. */
declare module 'libheif-js/libheif-wasm/libheif.js' {
  type HeifImage = {
    readonly get_width: () => number;
    readonly get_height: () => number;
    readonly is_primary: () => boolean;
    /** Fills RGBA u8 [height, width, 4]; calls back with null where it cannot be decoded. */
    readonly display: (into: ImageData, done: (filled: ImageData | null) => void) => void;
    free(): void;
  };
  type HeifDecoder = {
    /** Of the last file. */
    readonly decoder: { delete(): void } | null;
    decode(file: Uint8Array): HeifImage[];
  };
  const open: (options: {
    wasmBinary: ArrayBuffer;
    print(line: string): void;
    printErr(line: string): void;
  }) => { readonly HeifDecoder: new () => HeifDecoder };
  export = open;
}

declare module '*.wasm?url' {
  const url: string;
  export = url;
}
