import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { savedWorkplace } from '../../../client/saved-workplace'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { OverlapList } from '../../../ui/overlaps'

definePageConfig({ navigationBarTitleText: '别处参保核实' })

/** People of the village whom lists of other schemes or of deaths name, to be asked and settled. */
export default function VillageSchemesPage(): ReactNode {
  return (
    <ClerkPage id="page-village-schemes" title="别处参保、去世核实">
      {(at) => (
        <View>
          <OverlapList region={savedWorkplace()?.desk.region ?? ''} {...at} may={mayDo('settleOverlap')} />
          <View className="buttons gap-big">
            <BackToToday />
          </View>
        </View>
      )}
    </ClerkPage>
  )
}
