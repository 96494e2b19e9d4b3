/** What the API's documentation says of the headers of answers. Headers that mean the same on every site are left out. */
export const DOCUMENTED_HEADERS = {
  'Accept-Ranges': 'Byte ranges of the file can be requested.',
  'Access-Control-Allow-Origin': 'Scripts of every site may read the answer.',
  Allow: 'The methods that the path takes.',
  'Cache-Control': 'How long the answer may be stored.',
  'Cache-Status': 'Whether the picture was stored, or drawn for this request (RFC 9211).',
  'Content-Location': 'The address of this very picture, which never changes.',
  'Content-Encoding': 'The coding that the file is stored in, of those that the client accepts.',
  'Content-Range': 'Which bytes the answer has, and how many there are.',
  ETag: 'The entity tag: If-None-Match with it is answered with 304 while nothing has changed.',
  Link: 'The page of the face: what a person may open.',
  Location: 'Where the link is, or leads.',
  'Retry-After': 'After how many seconds another attempt makes sense.',
} as const satisfies Readonly<Record<string, string>>;

export type DocumentedHeader = keyof typeof DOCUMENTED_HEADERS;
