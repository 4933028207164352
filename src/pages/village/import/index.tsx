import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { savedWorkplace } from '../../../client/saved-workplace'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { LedgerFile } from '../../../ui/ledger-file'

definePageConfig({ navigationBarTitleText: '导入台账' })

/** A village's own list, from its clerk: columns looked at first, then read in, and what became of each row. */
export default function VillageImportPage(): ReactNode {
  const region = savedWorkplace()?.desk.region ?? null
  return (
    <ClerkPage id="page-village-import" title="导入本村的参保台账">
      {({ village }) => (
        <View>
          {region !== null && mayDo('importResidents') ? (
            <LedgerFile region={region} village={village} onDone={() => undefined} />
          ) : (
            <View className="notice">台账按全村导入，由管全村的村医保员来办。</View>
          )}
          <BackToToday />
        </View>
      )}
    </ClerkPage>
  )
}
