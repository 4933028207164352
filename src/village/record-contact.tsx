import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { useVillageDeed } from '../cloud/village'
import { Tap } from '../components/tap'
import type { DeskAt } from '../saved/kept-desk'
import { CONTACT_RESULT_IDS, CONTACT_WAY_IDS, RESULTS, WAYS, type ContactResult, type ContactWay } from './contact-words'

interface RecordContactProps {
  at: DeskAt
  household: string
  /** What it most likely was. */
  way: ContactWay
  onDone: () => void
}

/** Somebody of the household was spoken to, or looked for: how, and what came of it, in two taps. */
export function RecordContact({ at, household, way: usual, onDone }: RecordContactProps): ReactNode {
  const deed = useVillageDeed('recordContact', household)
  const [way, setWay] = useState(usual)
  const record = async (result: ContactResult): Promise<void> => {
    const done = await deed.run({ ...at, household, way, result, note: null })
    if (done !== null) onDone()
  }
  return (
    <View id={`contact-${household}`} className='gap'>
      <View className='chips'>
        {CONTACT_WAY_IDS.map((id) => <Tap key={id} className={id === way ? 'chip chip-on' : 'chip'} role='radio' checked={id === way} onTap={() => { deed.changed(); setWay(id) }}>{WAYS[id]}</Tap>)}
      </View>
      <View>结果怎么样？点一下就记上：</View>
      <View className='buttons'>
        {CONTACT_RESULT_IDS.map((id) => <Tap key={id} id={`contact-${household}-${id}`} className='button button-second' onTap={() => void record(id)}>{RESULTS[id]}</Tap>)}
      </View>
      <DeedSaid id={`contact-${household}`} state={deed.state} />
    </View>
  )
}
