import { z } from 'zod'
import { asynchronous } from './asynchronous'
import { writeTemporary } from './files'
import { strict } from './strict'

/** What a package gets of a canvas of type 2d; the browser's own element stays out of its sight. */
type CanvasNode = Pick<HTMLCanvasElement, 'width' | 'height'> & {
  getContext(kind: '2d'): CanvasRenderingContext2D | null
}

const elements = new WeakMap<object, HTMLCanvasElement>()
const nodes = new WeakMap<HTMLCanvasElement, CanvasNode>()

/** developers.weixin.qq.com, canvas: the node of `<canvas type="2d">`. */
function nodeOf(element: HTMLCanvasElement): CanvasNode {
  const known = nodes.get(element)
  if (known) return known
  const node = strict('Canvas', {
    get width() {
      return element.width
    },
    set width(pixels) {
      element.width = pixels
    },
    get height() {
      return element.height
    },
    set height(pixels) {
      element.height = pixels
    },
    getContext: (kind: '2d') => element.getContext(kind),
    /** For the journal of calls. */
    toJSON: () => ({ width: element.width, height: element.height }),
  })
  nodes.set(element, node)
  elements.set(node, element)
  return node
}

type Found = Record<string, unknown> | null
interface Query {
  select(selector: string): { fields(wanted: Record<string, unknown>, heard?: (found: Found) => void): Query }
}

/** The framework's query knows nothing of `node`, which WeChat answers for a canvas. */
export function queryWithNodes<Of extends object>(query: Of, screen: Element): Of {
  const inner = query as unknown as Query
  const select = inner.select.bind(inner)
  inner.select = (selector) => {
    const found = select(selector)
    const fields = found.fields.bind(found)
    found.fields = ({ node, ...wanted }, heard) =>
      fields(wanted, (answer) => {
        const canvas = node === true ? screen.querySelector<HTMLCanvasElement>(`${selector} > canvas`) : null
        if (answer !== null && canvas !== null) answer['node'] = nodeOf(canvas)
        heard?.(answer)
      })
    return found
  }
  return query
}

const Picture = z.looseObject({
  canvas: z.custom<object>(
    (value) => typeof value === 'object' && value !== null && elements.has(value),
    'is no canvas of this page',
  ),
  fileType: z.enum(['jpg', 'png']).default('png'),
  quality: z.number().positive().max(1).default(1),
  destWidth: z.number(),
  destHeight: z.number(),
})

/** Drawn and encoded by the browser: its letters, its JPEG. */
export const canvas = {
  canvasToTempFilePath: asynchronous(
    'canvasToTempFilePath',
    Picture,
    async ({ canvas, fileType, quality, destWidth, destHeight }) => {
      const drawn = Object.assign(document.createElement('canvas'), { width: destWidth, height: destHeight })
      drawn.getContext('2d')?.drawImage(elements.get(canvas)!, 0, 0, destWidth, destHeight)
      const blob = await new Promise<Blob | null>((resolve) =>
        drawn.toBlob(resolve, fileType === 'jpg' ? 'image/jpeg' : 'image/png', quality),
      )
      if (blob === null) throw new Error('create bitmap failed')
      return { tempFilePath: writeTemporary(new Uint8Array(await blob.arrayBuffer()), fileType) }
    },
  ),
}
