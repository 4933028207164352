import Taro, { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { Tap } from '../components/tap'
import { partAt } from './paying'

/** The order that comes after the one that this page is about; null = it was the last, or was not placed just now. */
export function useNextPart(): { words: string; url: string } | null {
  const { part } = useRouter<{ part?: string }>().params
  const next = part === undefined ? null : partAt(Number(part) + 1)
  if (part === undefined || next === null) return null
  return { words: `接着交${next.regionName}的`, url: `/pages/pay/confirm/index?part=${Number(part) + 1}` }
}

export function NextPart({ second = false }: { second?: boolean }): ReactNode {
  const next = useNextPart()
  if (next === null) return null
  return <Tap id='next-part' className={second ? 'button button-second' : 'button'} onTap={() => void Taro.redirectTo({ url: next.url })}>{next.words}</Tap>
}
