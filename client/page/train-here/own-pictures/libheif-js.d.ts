/** What is used of libheif-js, whose own types are those of its embind exports. */
declare module 'libheif-js/libheif-wasm/libheif.js' {
  /** A value of a C enumeration. */
  type EnumValue = { readonly value: number };
  type ImageHandle = { readonly kind: 'heif_image_handle' };
  type DecodedImage = { readonly kind: 'heif_image' };
  type HeifImage = {
    readonly get_width: () => number;
    readonly get_height: () => number;
    readonly is_primary: () => boolean;
    readonly handle: ImageHandle;
    free(): void;
  };
  type HeifDecoder = {
    /** Of the last file. */
    readonly decoder: { delete(): void } | null;
    decode(file: Uint8Array): HeifImage[];
  };
  type Libheif = {
    readonly HeifDecoder: new () => HeifDecoder;
    readonly heif_colorspace: { readonly heif_colorspace_RGB: EnumValue };
    readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: EnumValue };
    /** As `HeifImage.display` calls it. @returns the decoded planes, in the module's memory until the image is released; or an error */
    readonly heif_js_decode_image2: (
      handle: ImageHandle,
      colorspace: EnumValue,
      chroma: EnumValue,
    ) =>
      | {
          readonly image: DecodedImage;
          /** One of them, where it is interleaved: RGBA u8 in rows of `stride` bytes. */
          readonly channels: readonly {
            readonly data: Uint8Array;
            readonly width: number;
            readonly height: number;
            readonly stride: number;
          }[];
        }
      | { readonly code: EnumValue; readonly message: string };
    readonly heif_image_release: (image: DecodedImage) => void;
  };
  const open: (options: {
    wasmBinary: ArrayBuffer;
    print(line: string): void;
    printErr(line: string): void;
  }) => Libheif;
  export = open;
}

declare module '*.wasm?url' {
  const url: string;
  export = url;
}
