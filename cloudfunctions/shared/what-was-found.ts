const LENGTH_MAX = 60

/** A value of a request, short enough to be shown in an error. It goes back to its sender only, never to a log. */
export function whatWasFound(value: unknown): string {
  if (value === undefined) return '空缺'
  if (Array.isArray(value)) return `列表（${value.length} 项）`
  if (typeof value === 'object' && value !== null) return '一组内容'
  const text = String(value)
  return text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX)}…` : text
}
