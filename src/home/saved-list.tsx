import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { goTo } from '../components/go-to'
import { confirmed } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import type { SavedCheck } from '../saved/saved-checks'

interface SavedListProps {
  saved: readonly SavedCheck[]
  onDelete: (id: string) => void
}

/** Checks of several people, kept on this phone only. */
export function SavedList({ saved, onDelete }: SavedListProps): ReactNode {
  if (saved.length === 0) return null
  return (
    <Section id='saved' title='存过的'>
      {saved.map((check) => <SavedRow key={check.id} check={check} onDelete={onDelete} />)}
      <View className='quiet gap'>只存在这部手机上。</View>
    </Section>
  )
}

function SavedRow({ check: { id, name, place, answer }, onDelete }: { check: SavedCheck; onDelete: (id: string) => void }): ReactNode {
  const remove = async (): Promise<void> => {
    if (await confirmed('删掉这条？', `“${name}”的记录删掉就找不回来了。`, '删掉')) onDelete(id)
  }
  return (
    <View id={`saved-${id}`} className='row saved-row'>
      <View className='saved-name subtitle'>{name}</View>
      <View className='quiet'>{place}</View>
      <View className='saved-answer strong'>{answer}</View>
      <View className='buttons'>
        <Tap className='button saved-open' label={`打开${name}的结果`} onTap={() => void goTo(`/pages/check/result/index?saved=${id}`)}>打开</Tap>
        <Tap className='button button-second saved-redo' label={`重新查${name}`} onTap={() => void goTo(`/pages/check/index?redo=${id}`)}>重查</Tap>
      </View>
      <Tap className='link saved-delete' label={`删掉${name}`} onTap={() => void remove()}>删掉</Tap>
    </View>
  )
}
