import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useMadeFile } from '../../../client/files'
import { askCounty, useCountyAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { ActionError, Waiting, SavedFileView } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

/** Who of a village has not paid, as a sheet: masked, or in full under a password. */
export function UnpaidPeople({ desk: { region, year, villages } }: { desk: CountyWorkplace }): ReactNode {
  const [village, setVillage] = useState<string | null>(null)
  const deed = useCountyAction('unpaidPeople', `${village ?? ''} ${year}`)
  const [key, setKey] = useState('')
  const { saved, forget, save } = useMadeFile()

  const make = async (inFull: boolean): Promise<void> => {
    if (village === null || (inFull && key === '')) return
    deed.changed()
    forget()
    const made = await deed.run({ village, year, key: inFull ? key : null })
    if (made === null) return
    const ask = (part: number) => askCounty('exportPart', { region, file: made.file, part })
    await save({ ...made, about: `${made.people} 人` }, ask)
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
      <SavedFileView saved={saved} />
    </Section>
  )
}
