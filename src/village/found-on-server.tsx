import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { askVillage, type HouseholdRow } from '../cloud/village'
import { Tap } from '../components/tap'
import type { DeskAt } from '../saved/kept-desk'
import { Waiting } from '../asking/waiting'
import { RowOfHousehold } from './row-of-household'

type Search = { is: 'idle' | 'busy' | 'unanswered' } | { is: 'refused'; message: string } | { is: 'found'; rows: readonly HouseholdRow[]; more: boolean }

/** Nothing on the phone answers to what was typed: the server knows the names in full. */
export function FoundOnServer({ at, words }: { at: DeskAt; words: string }): ReactNode {
  const [search, setSearch] = useState<Search>({ is: 'idle' })
  if (words.trim() === '') return <View id='rows-none' className='card'>没有这样的户。</View>

  const look = async (): Promise<void> => {
    setSearch({ is: 'busy' })
    try {
      const answer = await askVillage('findHouseholds', { ...at, words: words.trim() })
      setSearch(answer.ok ? { is: 'found', ...answer.data } : { is: 'refused', message: answer.error.message })
    } catch {
      setSearch({ is: 'unanswered' })
    }
  }
  return (
    <View id='rows-none' className='card'>
      {search.is !== 'found' && <View>手机上没找到“{words}”。姓名要打全；只记得一部分的，连上网再找。</View>}
      {search.is === 'busy' ? <Waiting words='正在找' /> : <Tap id='find-on-server' className='button button-second gap' onTap={() => void look()}>在全村里找</Tap>}
      {search.is === 'unanswered' && <View className='notice'>没有连上，有网的时候再找。</View>}
      {search.is === 'refused' && <View className='notice notice-stop'>{search.message}</View>}
      {search.is === 'found' && (
        <View id='rows-of-server'>
          {search.rows.length === 0 && <View className='gap'>全村也没有找到。</View>}
          {search.rows.map((row) => <RowOfHousehold key={row.household} row={row} unsent={false} />)}
          {search.more && <View className='quiet'>还有别的，请多打几个字。</View>}
        </View>
      )}
    </View>
  )
}
