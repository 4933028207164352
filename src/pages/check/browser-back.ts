import { useEffect } from 'react'

/** Under what name an entry of the browser's history keeps which question it is. */
const AT = 'canbaoQuestion'

interface Turning {
  /** To a question further on. */
  turn: (to: number) => void
  turnBack: (to: number) => void
}

/**
 * In a browser each question is an entry of its history, so that its own back goes one question back; in WeChat the
 * page's own button does. Coming back from the result, Taro loads the page, which goes on with what was answered.
 * @param start the question that the page was opened with
 */
export function useBrowserBack(start: number, show: (position: number) => void): Turning {
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const page = pathNow()
    // Before Taro hears of it, which would take the page for another and load it anew.
    const isOurs = (event: Event): boolean => {
      if (pathNow() !== page) return false
      event.stopImmediatePropagation()
      return true
    }
    const follow = (event: PopStateEvent): void => {
      if (isOurs(event)) show(questionIn(event.state) ?? start)
    }
    window.addEventListener('popstate', follow, true)
    window.addEventListener('hashchange', isOurs, true)
    return () => {
      window.removeEventListener('popstate', follow, true)
      window.removeEventListener('hashchange', isOurs, true)
    }
    // Once: the page follows as long as it is there.
  }, [])
  return {
    turn: (to) => {
      if (process.env.TARO_ENV === 'h5') {
        // Whoever comes back from the result goes on with what was answered.
        window.history.pushState({ ...stateNow(), [AT]: to }, '', `#${pathNow()}?resume=1`)
      }
      show(to)
    },
    turnBack: (to) => {
      if (process.env.TARO_ENV === 'h5' && questionIn(window.history.state) !== null) window.history.back()
      else show(to)
    },
  }
}

const pathNow = (): string => window.location.hash.slice(1).split('?', 1)[0] ?? ''
const stateNow = (): object => (window.history.state as object | null) ?? {}

function questionIn(state: unknown): number | null {
  const at: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, AT) : null
  return typeof at === 'number' ? at : null
}
