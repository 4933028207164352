import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { usePaymentPlainAction } from '../../../client/functions'
import { counted } from '../parts'
import { ActionError } from '../../../ui/answers'
import { useRounds, WorkBar } from '../../../ui/long-work'
import { TextButton } from '../../../ui/tap'

/**
 * Looks for who has paid us and is in no file of the tax office, without waiting for the next file; looked for again
 * nobody is told twice.
 */
export function FindMissing({ region, onDone }: { region: string; onDone: () => void }): ReactNode {
  const deed = usePaymentPlainAction('findMissing')
  const { at, go } = useRounds()
  const [said, setSaid] = useState('')
  const look = async (): Promise<void> => {
    let [after, found, pages]: [string | null, number, number] = [null, 0, 0]
    setSaid('')
    const all = await go(async () => {
      const answer = await deed.run({ region, after })
      if (answer === null) return null
      after = answer.next
      found += answer.found
      pages++
      return { done: after === null, at: pages, of: after === null ? pages : pages + 1 }
    })
    if (!all) return
    setSaid(found === 0 ? '没有新找到的。' : `新找到 ${counted(found)} 笔，在下面的名单里。`)
    onDone()
  }
  return (
    <View>
      {deed.state.is === 'busy' && <WorkBar id="missing-looking" words="正在找" done={at?.at ?? 0} of={at?.of ?? 1} />}
      <ActionError id="missing" state={deed.state} />
      {said !== '' && (
        <View id="missing-said" className="notice">
          {said}
        </View>
      )}
      <TextButton id="missing-look" className="button button-second gap" onTap={() => void look()}>
        现在找一遍收了钱、税务还没有的
      </TextButton>
    </View>
  )
}
