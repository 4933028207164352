import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { fetchParts, saveFile } from '../../../client/files'
import { askCounty, useCountyAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { ActionError, Waiting } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

/** Who of a village has not paid, as a sheet: masked, or in full under a password. */
export function UnpaidPeople({ desk: { region, year, villages } }: { desk: CountyWorkplace }): ReactNode {
  const [village, setVillage] = useState<string | null>(null)
  const deed = useCountyAction('unpaidPeople', `${village ?? ''} ${year}`)
  const [key, setKey] = useState('')
  const [said, setSaid] = useState('')

  const make = async (inFull: boolean): Promise<void> => {
    if (village === null || (inFull && key === '')) return
    deed.changed()
    setSaid('')
    const made = await deed.run({ village, year, key: inFull ? key : null })
    if (made === null) return
    try {
      const ask = (part: number) => askCounty('exportPart', { region, file: made.file, part })
      await saveFile(made.name, await fetchParts(made.parts, ask))
      setSaid(`已存好：${made.name}，${made.people} 人`)
    } catch {
      setSaid('表做好了，没有取下来。请看看网络和手机空间，再点一次。')
    }
  }
  return (
    <Section id="unpaid-people" title="一个村的未缴名单">
      <View className="chips">
        {villages.map(({ village: id, township, name }) => (
          <TextButton
            key={id}
            id={`unpaid-${id}`}
            className={id === village ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={id === village}
            onTap={() => setVillage(id)}
          >
            {township}
            {name}
          </TextButton>
        ))}
      </View>
      {village !== null && (
        <View>
          <TextButton id="unpaid-masked" className="button button-second" onTap={() => void make(false)}>
            导出，姓名和号码打码
          </TextButton>
          <FormField
            id="unpaid-key"
            label="要姓名、号码、电话全文的，先填一个密码"
            about="文件会用这个密码加密，导出会记下是谁导的。密码不保存。"
            longest={128}
            value={key}
            wrong=""
            onType={setKey}
          />
          <View className="gap">
            <TextButton
              id="unpaid-full"
              className={key === '' ? 'button button-off' : 'button button-second'}
              onTap={() => void make(true)}
            >
              加密导出全文
            </TextButton>
          </View>
        </View>
      )}
      {deed.state.is === 'busy' && <Waiting words="正在做表" />}
      <ActionError id="unpaid-people" state={deed.state} />
      {said !== '' && <View className="notice notice-good">{said}</View>}
    </Section>
  )
}
