import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { PrintedReceipt, VillageRequests } from '../../../client/functions'
import { useVillageAction } from '../../../client/functions'
import { ActionError, Waiting } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'

interface MovePrintedReceiptProps {
  paper: PrintedReceipt
  onMoved: (paper: PrintedReceipt) => void
}

type Event = PrintedReceipt['may'][number]['event']
type Found = NonNullable<VillageRequests['moveReceiptPaper']['found']>
/** null = not looked at yet. */
type Seen = { [Item in keyof Found]: boolean | null }

/** What one sees on a paper; the three that 巴南 四(三)3 names, asked one by one. */
const LOOKED_AT: readonly { id: keyof Found; label: string }[] = [
  { id: 'sealed', label: '盖了公章，章清楚吗？' },
  { id: 'matches', label: '人、金额、日期和收的钱对得上吗？' },
  { id: 'complete', label: '该填的都填了吗？' },
]
const NOTHING_SEEN: Seen = { sealed: null, matches: null, complete: null }

/** What may come next with a paper, as the server offers it. A check asks what is seen, and voiding asks why. */
export function MovePrintedReceipt({ paper: { receipt, may }, onMoved }: MovePrintedReceiptProps): ReactNode {
  const deed = useVillageAction('moveReceiptPaper', receipt)
  const [asking, setAsking] = useState<Event | null>(null)
  const move = async (
    event: Event,
    more: Partial<Pick<VillageRequests['moveReceiptPaper'], 'found' | 'because'>> = {},
  ): Promise<void> => {
    const moved = await deed.run({ receipt, event, found: null, because: null, ...more })
    if (moved !== null) onMoved(moved)
  }
  const choose = (event: Event): void => {
    deed.changed()
    if (event === 'check' || event === 'void') setAsking(event)
    else void move(event)
  }
  if (deed.state.is === 'busy') return <Waiting words="正在登记" />
  return (
    <View>
      {asking === null && (
        <View className="buttons gap">
          {may.map(({ event, name }, i) => (
            <TextButton
              key={event}
              id={`${event}-${receipt}`}
              className={i === 0 ? 'button' : 'button button-second'}
              onTap={() => choose(event)}
            >
              {name}
            </TextButton>
          ))}
        </View>
      )}
      {asking === 'check' && (
        <Check
          receipt={receipt}
          onFound={(found) => void move('check', { found })}
          onChange={deed.changed}
          onLeave={() => setAsking(null)}
        />
      )}
      {asking === 'void' && (
        <Void
          receipt={receipt}
          deed={deed}
          onBecause={(because) => void move('void', { because })}
          onLeave={() => setAsking(null)}
        />
      )}
      <ActionError id={`move-${receipt}`} state={deed.state} fields={asking === 'void' ? ['because'] : []} />
    </View>
  )
}

interface CheckProps {
  receipt: string
  onFound: (found: Found) => void
  onChange: () => void
  onLeave: () => void
}

/** The next is asked when one is answered; what is not looked at is not called wrong. */
function Check({ receipt, onFound, onChange, onLeave }: CheckProps): ReactNode {
  const [seen, setSeen] = useState(NOTHING_SEEN)
  const next = LOOKED_AT.findIndex(({ id }) => seen[id] === null)
  const { sealed, matches, complete } = seen
  const found: Found | null =
    sealed === null || matches === null || complete === null ? null : { sealed, matches, complete }
  const good = found !== null && LOOKED_AT.every(({ id }) => found[id])
  const answer = (id: keyof Found, is: boolean): void => {
    onChange()
    setSeen({ ...seen, [id]: is })
  }
  return (
    <View id={`checking-${receipt}`} className="gap">
      {LOOKED_AT.slice(0, next < 0 ? LOOKED_AT.length : next + 1).map(({ id, label }) => (
        <View key={id} id={`look-${id}`} className="gap">
          <View className="strong">{label}</View>
          <View className="chips">
            {(
              [
                [true, '是'],
                [false, '不是'],
              ] as const
            ).map(([is, words]) => (
              <TextButton
                key={words}
                className={seen[id] === is ? 'chip chip-on' : 'chip'}
                role="radio"
                checked={seen[id] === is}
                onTap={() => answer(id, is)}
              >
                {words}
              </TextButton>
            ))}
          </View>
        </View>
      ))}
      {found !== null && !good && <View className="stop-words">有一样不对，这张就无效，要收回来重开。</View>}
      <View className="buttons gap">
        {found !== null && (
          <TextButton id={`checked-${receipt}`} className="button" onTap={() => onFound(found)}>
            {good ? '都对，复核通过' : '不对，记为无效'}
          </TextButton>
        )}
        <TextButton className="button button-second" onTap={onLeave}>
          先不登记
        </TextButton>
      </View>
    </View>
  )
}

interface VoidProps {
  receipt: string
  deed: Parameters<typeof useForm>[1]
  onBecause: (because: string) => void
  onLeave: () => void
}

function Void({ receipt, deed, onBecause, onLeave }: VoidProps): ReactNode {
  const { typed, type, allWell, wrongOf } = useForm({ because: '' }, deed)
  const send = (): void => {
    const because = typed.because.trim()
    if (allWell({ because: because === '' ? '请写一句为什么作废，如：写错了名字。' : '' })) onBecause(because)
  }
  return (
    <View id={`voiding-${receipt}`}>
      <FormField
        id={`because-${receipt}`}
        label="为什么作废"
        about="只作废这张纸，钱照样算交了。"
        longest={100}
        value={typed.because}
        wrong={wrongOf('because')}
        onType={type('because')}
      />
      <View className="buttons gap">
        <TextButton id={`void-send-${receipt}`} className="button" onTap={send}>
          作废这张纸
        </TextButton>
        <TextButton className="button button-second" onTap={onLeave}>
          先不登记
        </TextButton>
      </View>
    </View>
  )
}
