import { createHash } from 'node:crypto'
import { readFile, realpath, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { PlatformError } from './platform-error'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
}

const COMPRESSIBLE = /^(text\/|application\/json|image\/svg)/
const compress = promisify(gzip)

interface StaticFile {
  type: string
  etag: string
  plain: Buffer
  /** Null where compression gains nothing. */
  gzipped: Buffer | null
}

/**
 * Serves a folder: the file asked for, or `index.html` for the path of a page that the app itself routes.
 * @param servedAt where the clock is another than the machine's, a page says in `<meta name="served-at">` when it was
 * served, as its browser cannot know (ms since 1970)
 */
export function staticFiles(directory: string, servedAt?: () => number) {
  const kept = new Map<string, { stamp: string; file: StaticFile }>()

  async function fileAt(path: string): Promise<StaticFile | null> {
    const found = await insideOf(directory, path)
    if (found === null) return null
    const last = kept.get(found.path)
    if (last?.stamp === found.stamp) return last.file
    const file = await load(found.path)
    kept.set(found.path, { stamp: found.stamp, file })
    return file
  }

  return async function serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const page = extname(path) === ''
    const file = (await fileAt(path)) ?? (page ? await fileAt('/index.html') : null)
    if (file === null) throw new PlatformError('NOT_FOUND', 'NOT_FOUND: there is no such file')
    send(request, response, page && servedAt !== undefined ? dated(file, servedAt()) : file)
  }
}

function dated(file: StaticFile, at: number): StaticFile {
  const plain = Buffer.from(
    file.plain.toString('utf8').replace('</head>', `<meta name="served-at" content="${at}"></head>`),
  )
  return { ...file, plain, etag: `"${at}"`, gzipped: null }
}

/** The real path of a file inside the folder; links that lead out of it do not count. */
async function insideOf(directory: string, path: string): Promise<{ path: string; stamp: string } | null> {
  try {
    const root = await realpath(directory)
    const real = await realpath(join(root, path))
    const found = await stat(real)
    if (!real.startsWith(root + sep) || !found.isFile()) return null
    return { path: real, stamp: `${found.mtimeMs}:${found.size}` }
  } catch {
    return null
  }
}

async function load(path: string): Promise<StaticFile> {
  const plain = await readFile(path)
  const type = CONTENT_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'
  const gzipped = COMPRESSIBLE.test(type) ? await compress(plain) : null
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  return { type, etag, plain, gzipped: gzipped !== null && gzipped.length < plain.length ? gzipped : null }
}

function send(request: IncomingMessage, response: ServerResponse, file: StaticFile): void {
  response.setHeader('Content-Type', file.type)
  response.setHeader('ETag', file.etag)
  response.setHeader('Cache-Control', 'no-cache')
  response.setHeader('Vary', 'Accept-Encoding')
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304).end()
    return
  }
  const acceptsGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const body = acceptsGzip && file.gzipped !== null ? file.gzipped : file.plain
  if (body === file.gzipped) response.setHeader('Content-Encoding', 'gzip')
  response.setHeader('Content-Length', body.length)
  response.writeHead(200).end(request.method === 'HEAD' ? undefined : body)
}
